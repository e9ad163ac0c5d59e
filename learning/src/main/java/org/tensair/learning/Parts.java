package org.tensair.learning;

import java.util.ArrayDeque;
import java.util.List;
import java.util.stream.Stream;
import org.tensair.api.LearnOptions;
import org.tensair.api.LearningResult;
import org.tensair.api.spi.ModelReplica;
import org.tensair.exchange.Cut;
import org.tensair.exchange.Exchange;
import org.tensair.exchange.StalenessCounter;

/**
 * What one {@link Replica} is made of, and what reports and snapshots hold of it. Used by the
 * replica's thread; made, and restored, before it runs.
 */
final class Parts<T, L> {

  final Weights weights = new Weights();
  final HeldBackFrames heldBack = new HeldBackFrames();

  /**
   * Rows of a mini-batch from the snapshot that are not in this one's yet, by label time: a replica
   * further ahead may have left labels that this one must not train on yet.
   */
  final ArrayDeque<ReplicaState.Labelled> refill = new ArrayDeque<>();

  final ScalerStatistics statistics;
  final PendingRows pending;
  final LabelledRows batch;
  final Intake<T, L> intake;
  final Predictor<T> predictor;
  final Scorer scorer;
  final Trainer trainer;
  final ModelMonitor monitor;
  final LifeCycle life;

  private final String name;
  private final int rank;
  private final LearnOptions<T, L> options;
  private final ModelReplica model;
  private final Exchange exchange;
  private final Evaluator evaluator;

  Parts(
      String stage,
      int rank,
      LearnOptions<T, L> options,
      ModelReplica model,
      Exchange exchange,
      ReplicaOutput<T> output) {
    this.name = "Stage \"" + stage + "\", replica " + rank;
    this.rank = rank;
    this.options = options;
    this.model = model;
    this.exchange = exchange;
    int batchSize = options.batchSize();
    statistics = new ScalerStatistics(options.replicas());
    Classes classes = new Classes(model.card());
    evaluator = new Evaluator(classes, options.evaluationRows());
    pending = new PendingRows(model.card(), options.labelDeadline().toMillis());
    batch = new LabelledRows(model.card(), batchSize);
    intake = new Intake<>(name, options, model.card(), statistics, classes, pending, batch);
    predictor = new Predictor<>(rank, batchSize, model, weights, pending, output);
    scorer = new Scorer(name, rank, batchSize, model, classes, evaluator, pending);
    trainer = new Trainer(name, rank, options, model, weights, pending, batch.labels());
    monitor = new ModelMonitor(stage, options);
    life = new LifeCycle(name, options);
  }

  /** What was achieved. */
  ReplicaReport report() {
    StalenessCounter staleness = exchange.counters().staleness();
    return new ReplicaReport(
        life.state(),
        predictor.predicted(),
        predictor.restored(),
        intake.labelled(),
        intake.unmatched(),
        predictor.late(),
        trainer.trainedRows(),
        evaluator.snapshot(),
        scorer.metrics().copy(),
        predictor.lags().copy(),
        monitor.drifts(),
        life.changes(),
        new LearningResult.Replica(
            rank,
            trainer.trained(),
            trainer.applied(),
            staleness.mean(),
            staleness.max(),
            trainer.notFinite()));
  }

  /**
   * What a snapshot holds; all rows must be predicted.
   *
   * @param cut complete, with nothing left to apply
   * @param now by which the age of a mini-batch is counted
   */
  ReplicaState state(long snapshot, Cut cut, long eventTime, long now, long steps) {
    boolean oldest = cut.isOldest();
    VariableBytes variables = VariableBytes.of(model, oldest);
    ReplicaState.Shared shared =
        new ReplicaState.Shared(
            variables.shared(),
            weights.version(),
            weights.newestLabelTime(),
            heldBack.and(oldest ? cut.heldBack() : List.of()));
    return new ReplicaState(
        snapshot,
        rank,
        options.replicas(),
        eventTime,
        oldest ? List.of(shared) : List.of(),
        variables.own(),
        pending.state(),
        Stream.concat(batch.state(pending).stream(), refill.stream()).toList(),
        batch.age(now),
        trainer.replay(),
        statistics.state(),
        intake.baselines(),
        rank == 0 ? List.of(monitor.state(cut.waitingScores())) : List.of(),
        new ReplicaState.Life(life.state(), life.changes(), cut.waitingVerdicts()),
        counts(steps));
  }

  private ReplicaState.Counts counts(long steps) {
    return new ReplicaState.Counts(
        steps,
        predictor.predicted(),
        predictor.late(),
        intake.labelled(),
        intake.unmatched(),
        trainer.trainedRows(),
        trainer.trained(),
        trainer.notFinite(),
        exchange.counters().staleness().state(),
        scorer.metrics().sums(),
        scorer.metrics().counts(),
        predictor.lags().state(),
        evaluator.state());
  }

  /** Goes on from a snapshot; the replica takes the rows to {@link #refill} when it runs. */
  void restore(StartingPoint from) {
    ReplicaState.Shared shared = from.shared();
    VariableBytes.set(name, model, shared.variables());
    VariableBytes.set(name, model, from.own(model.card()));
    weights.restore(shared.version(), shared.newestLabelTime());
    heldBack.addAll(shared.heldBack());
    if (from.sameNumber()) {
      statistics.restore(from.like().scalers());
    } else {
      statistics.restoreMerged(rank, from.all().stream().map(ReplicaState::scalers).toList());
    }
    trainer.restore(from.replay(options.seed()));
    from.pending().forEach(intake::restore);
    refill.addAll(from.batch());
    intake.restore(from.like().baselines());
    from.counted().forEach(state -> add(state.counts()));
    trainer.restoreApplied(from.applied());
    monitor.restore(from.monitor());
    life.restore(from.like().life());
    exchange.restore(
        life.newestVerdict(), from.like().life().waiting(), from.waitingScores(options.replicas()));
  }

  private void add(ReplicaState.Counts counts) {
    predictor.add(counts.predicted(), counts.late(), counts.lags());
    intake.add(counts.labelled(), counts.unmatched());
    trainer.add(counts.trainedRows(), counts.trained(), counts.notFinite());
    scorer.metrics().add(counts.metricSums(), counts.metricCounts());
    evaluator.add(counts.evaluation());
    exchange.counters().staleness().add(counts.staleness());
  }
}
