package org.tensair.engine.keyed;

import java.util.List;
import org.tensair.api.KeySelector;
import org.tensair.api.Type;
import org.tensair.api.Window;
import org.tensair.api.WindowFunction;
import org.tensair.api.WindowOptions;
import org.tensair.api.WindowResult;
import org.tensair.api.plan.KeyedStage;
import org.tensair.api.plan.Stage;
import org.tensair.engine.keyed.Events.Event;
import org.tensair.engine.operator.Clock;
import org.tensair.engine.operator.Operator;
import org.tensair.engine.operator.StageCounters;

/** Plans' stages of the tests, and their operators. */
final class Stages {

  static final Type<?> ANY = Type.of(Event.class);
  static final Stage INPUT = new Stage.Merge("in", ANY, List.of());
  static final KeySelector<Event, String> KEY = Event::key;

  private Stages() {}

  static List<Operator> operator(KeyedStage stage, Clock clock) {
    return List.of(KeyedOperators.of(stage, new StageCounters(true), clock));
  }

  static KeyedStage.Windowed windowed(Window window, WindowOptions options, boolean sorted) {
    WindowFunction<String, List<Integer>, WindowResult<String, List<Integer>>> same =
        result -> result;
    return new KeyedStage.Windowed(
        "window", ANY, INPUT, KEY, window, options, new Events.Ids(sorted), same);
  }
}
