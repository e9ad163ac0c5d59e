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
    if (stage instanceof KeyedStage.Windowed windowed
        && windowed.window() instanceof Window.Sliding) {
      return new PaneOperator(windowed, counters, clock);
    }
    throw new IllegalArgumentException("Stage \"" + stage.name() + "\": no operator yet.");
  }
}
