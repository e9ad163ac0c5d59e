package org.tensair.learning;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tensair.api.LearnOptions;
import org.tensair.api.LearningState;
import org.tensair.api.Mode;
import org.tensair.exchange.Verdict;

/** The state of one replica: what the verdicts on which it has acted made of it. */
final class LifeCycle {

  private static final Logger log = LoggerFactory.getLogger(LifeCycle.class);

  private final String name;
  private final List<ReplicaState.Change> changes = new ArrayList<>();
  private LearningState state;

  LifeCycle(String name, LearnOptions<?, ?> options) {
    this.name = name;
    state = initial(options);
  }

  /** The state of a fresh model. */
  static LearningState initial(LearnOptions<?, ?> options) {
    return options.mode() == Mode.NEVER_TRAIN && options.freezeAfter() == 0
        ? LearningState.FROZEN
        : LearningState.TRAINING;
  }

  LearningState state() {
    return state;
  }

  /** Acts on a verdict, before the mini-batch that ends at {@code recordIndex}. */
  void act(Verdict verdict, long recordIndex) {
    LearningState next = LearningState.valueOf(verdict.state());
    if (!state.mayBecome(next)) {
      throw new IllegalStateException(
          name + ": found verdict " + verdict + " in state " + state + ".");
    }
    changes.add(new ReplicaState.Change(verdict, state, next, recordIndex));
    log.info(
        "{}: {} -> {} at record {}, decided at record {}: {}",
        name,
        state,
        next,
        recordIndex,
        verdict.recordIndex(),
        verdict.reason());
    state = next;
  }

  /** All changes so far; a copy. */
  List<ReplicaState.Change> changes() {
    return List.copyOf(changes);
  }

  /** Number of the last verdict acted on; 0 if there was none. */
  long newestVerdict() {
    return changes.isEmpty() ? 0 : changes.get(changes.size() - 1).verdict().number();
  }

  /** Goes on where a replica of the same model was. */
  void restore(ReplicaState.Life life) {
    state = life.state();
    changes.addAll(life.changes());
  }
}
