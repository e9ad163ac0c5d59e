package org.tensair.engine.keyed;

import org.tensair.api.Window;
import org.tensair.api.plan.KeyedStage;
import org.tensair.engine.operator.Clock;
import org.tensair.engine.operator.Operator;
import org.tensair.engine.operator.StageCounters;

/** Makes the operators of keyed stages. */
public final class KeyedOperators {

  private KeyedOperators() {}

  /** The operator of a stage, whose time is that of its chain. */
  public static Operator of(KeyedStage stage, StageCounters counters, Clock clock) {
    if (stage instanceof KeyedStage.Reduce reduce) {
      return new ReduceOperator(reduce, counters);
    }
    if (stage instanceof KeyedStage.Fold fold) {
      return new FoldOperator(fold, counters);
    }
    if (stage instanceof KeyedStage.Stateful stateful) {
      return new StatefulOperator(stateful, counters, clock);
    }
    if (stage instanceof KeyedStage.Windowed windowed) {
      if (windowed.window() instanceof Window.Session session) {
        return new SessionOperator(windowed, session, counters, clock);
      }
      if (windowed.window() instanceof Window.Count count) {
        return new CountOperator(windowed, count, counters);
      }
      return new PaneOperator(windowed, counters, clock);
    }
    if (stage instanceof KeyedStage.IntervalJoin join) {
      return new IntervalJoinOperator(join, counters, clock);
    }
    return new WindowJoinOperator((KeyedStage.WindowJoin) stage, counters, clock);
  }
}
