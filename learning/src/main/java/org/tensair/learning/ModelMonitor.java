package org.tensair.learning;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tensair.api.DriftDetector;
import org.tensair.api.LearnOptions;
import org.tensair.api.LearningResult;
import org.tensair.api.LearningState;
import org.tensair.api.Mode;
import org.tensair.exchange.BatchScore;
import org.tensair.exchange.Verdict;

/**
 * Watches the whole model: takes the scores of all replicas in label-time order, feeds the one
 * drift detector and the convergence rule, and decides the model's state. Every replica runs one on
 * the same scores, and so all come to the same verdicts; only those of the replica that leads are
 * announced, and if it dies the next one's goes on where it was.
 *
 * <p>The detector gets every mini-batch's mean loss, in every state. What it finds while the model
 * trains is recorded as a drift and changes no state, but the windows of the convergence rule are
 * forgotten: a newest window that is no better than those before a drift says that the stream has
 * become harder, not that the model has learnt all it can. They are forgotten too when training
 * resumes. When the model converges, the detector forgets the losses of the training phase: against
 * those, falling until a moment ago, a converged model that becomes worse would look good.
 */
final class ModelMonitor {

  private static final Logger log = LoggerFactory.getLogger(ModelMonitor.class);

  private final String stage;
  private final Mode mode;
  private final long freezeAfter;
  private final @Nullable DriftDetector detector;
  private final ConvergenceRule convergence;
  private final List<LearningResult.Drift> drifts = new ArrayList<>();
  private LearningState state;
  private long verdicts;
  private long rows;

  ModelMonitor(String stage, LearnOptions<?, ?> options) {
    this.stage = stage;
    mode = options.mode();
    freezeAfter = options.freezeAfter();
    state = LifeCycle.initial(options);
    LearnOptions.DetectorFactory factory = options.detector();
    detector = factory == null ? null : factory.create();
    convergence = new ConvergenceRule(options.convergence());
  }

  /**
   * Takes the next score.
   *
   * @param leads whether this monitor speaks for the model, and so writes to the log
   * @return a change of the model's state, or null
   */
  @Nullable Verdict take(BatchScore score, boolean leads) {
    if (score.rows() == 0) {
      return null;
    }
    rows += score.rows();
    boolean drift = detector != null && detector.update(score.meanLoss());
    if (drift) {
      drifts.add(
          new LearningResult.Drift(score.recordIndex(), score.newestLabelTime(), detectorName()));
      if (leads) {
        log.info("{}: drift found by {} at record {}", stage, detectorName(), score.recordIndex());
      }
    }
    return switch (state) {
      case TRAINING -> whileTraining(score, drift);
      case PREDICTING ->
          drift ? become(LearningState.TRAINING, score, "drift found by " + detectorName()) : null;
      case FROZEN -> null;
    };
  }

  private @Nullable Verdict whileTraining(BatchScore score, boolean drift) {
    if (drift) {
      convergence.clear();
    }
    if (mode == Mode.NEVER_TRAIN && rows >= freezeAfter) {
      return become(LearningState.FROZEN, score, "trained on the first " + rows + " rows");
    }
    if (mode != Mode.AUTOMATIC) {
      return null;
    }
    String reason =
        convergence.add(score.rows(), score.meanLoss(), score.correct(), score.noChangeCorrect());
    return reason == null ? null : become(LearningState.PREDICTING, score, reason);
  }

  private Verdict become(LearningState next, BatchScore score, String reason) {
    if (!state.mayBecome(next)) {
      throw new IllegalStateException(
          "Stage \"" + stage + "\": a model cannot go from " + state + " to " + next + ".");
    }
    if (next == LearningState.TRAINING) {
      convergence.clear();
    } else if (detector != null) {
      detector.reset();
    }
    state = next;
    return new Verdict(
        ++verdicts, next.name(), score.recordIndex(), score.newestLabelTime(), reason);
  }

  /** Where it is, with the scores that it has not taken yet. */
  ReplicaState.Monitor state(List<BatchScore> waitingScores) {
    return new ReplicaState.Monitor(
        state,
        verdicts,
        rows,
        drifts(),
        detectorName(),
        detector == null ? new double[0] : detector.state(),
        convergence.state(),
        waitingScores);
  }

  /** Goes on where another was; a detector of another name starts anew. */
  void restore(ReplicaState.Monitor from) {
    state = from.state();
    verdicts = from.verdicts();
    rows = from.rows();
    drifts.addAll(from.drifts());
    convergence.restore(from.windows());
    if (detector != null && detector.name().equals(from.detector())) {
      detector.restore(from.detectorState());
    } else if (!detectorName().equals(from.detector())) {
      log.warn(
          "{}: the snapshot's detector is {}, the stage's {}; it starts anew.",
          stage,
          from.detector(),
          detectorName());
    }
  }

  private String detectorName() {
    return detector == null ? "none" : detector.name();
  }

  /** All drifts so far, in label-time order; a copy. */
  List<LearningResult.Drift> drifts() {
    return List.copyOf(drifts);
  }
}
