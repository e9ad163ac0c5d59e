package org.tensair.api.plan;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensair.api.Aggregate;
import org.tensair.api.JoinFunction;
import org.tensair.api.KeySelector;
import org.tensair.api.KeyedFunction;
import org.tensair.api.ReduceFunction;
import org.tensair.api.Type;
import org.tensair.api.Window;
import org.tensair.api.WindowFunction;
import org.tensair.api.WindowOptions;

/** A stage at which the records of one key meet. */
public sealed interface KeyedStage extends Stage {

  /** The key of each input's records, in port order; all give keys of one type. */
  List<KeySelector<?, ?>> keys();

  /** This stage under another name and with another type of results. */
  KeyedStage with(String name, Type<?> type);

  @Override
  default Stage named(String name) {
    return with(name, type());
  }

  /** A running reduction. */
  record Reduce(
      String name, Type<?> type, Stage input, KeySelector<?, ?> key, ReduceFunction<?> function)
      implements KeyedStage {
    @Override
    public List<Stage> inputs() {
      return List.of(input);
    }

    @Override
    public List<KeySelector<?, ?>> keys() {
      return List.of(key);
    }

    @Override
    public KeyedStage with(String name, Type<?> type) {
      return new Reduce(name, type, input, key, function);
    }
  }

  /** A running aggregate. */
  record Fold(
      String name, Type<?> type, Stage input, KeySelector<?, ?> key, Aggregate<?, ?, ?> aggregate)
      implements KeyedStage {
    @Override
    public List<Stage> inputs() {
      return List.of(input);
    }

    @Override
    public List<KeySelector<?, ?>> keys() {
      return List.of(key);
    }

    @Override
    public KeyedStage with(String name, Type<?> type) {
      return new Fold(name, type, input, key, aggregate);
    }
  }

  /** A function with state and timers. */
  record Stateful(
      String name,
      Type<?> type,
      Stage input,
      KeySelector<?, ?> key,
      @Nullable Duration timeToLive,
      KeyedFunction<?, ?, ?, ?> function)
      implements KeyedStage {
    @Override
    public List<Stage> inputs() {
      return List.of(input);
    }

    @Override
    public List<KeySelector<?, ?>> keys() {
      return List.of(key);
    }

    @Override
    public KeyedStage with(String name, Type<?> type) {
      return new Stateful(name, type, input, key, timeToLive, function);
    }
  }

  /** Aggregates of windows. Its side output: late records. */
  record Windowed(
      String name,
      Type<?> type,
      Stage input,
      KeySelector<?, ?> key,
      Window window,
      WindowOptions options,
      Aggregate<?, ?, ?> aggregate,
      WindowFunction<?, ?, ?> function)
      implements KeyedStage {
    @Override
    public List<Stage> inputs() {
      return List.of(input);
    }

    @Override
    public List<KeySelector<?, ?>> keys() {
      return List.of(key);
    }

    @Override
    public KeyedStage with(String name, Type<?> type) {
      return new Windowed(name, type, input, key, window, options, aggregate, function);
    }
  }

  /** Pairs whose times are close. Port 0: left; port 1: right. Its side output: late records. */
  record IntervalJoin(
      String name,
      Type<?> type,
      Stage left,
      Stage right,
      KeySelector<?, ?> leftKey,
      KeySelector<?, ?> rightKey,
      Duration before,
      Duration after,
      boolean outer,
      JoinFunction<?, ?, ?> join)
      implements KeyedStage {
    @Override
    public List<Stage> inputs() {
      return List.of(left, right);
    }

    @Override
    public List<KeySelector<?, ?>> keys() {
      return List.of(leftKey, rightKey);
    }

    @Override
    public KeyedStage with(String name, Type<?> type) {
      return new IntervalJoin(
          name, type, left, right, leftKey, rightKey, before, after, outer, join);
    }
  }

  /** Pairs of one window. Port 0: left; port 1: right. Its side output: late records. */
  record WindowJoin(
      String name,
      Type<?> type,
      Stage left,
      Stage right,
      KeySelector<?, ?> leftKey,
      KeySelector<?, ?> rightKey,
      Window window,
      boolean outer,
      JoinFunction<?, ?, ?> join)
      implements KeyedStage {
    @Override
    public List<Stage> inputs() {
      return List.of(left, right);
    }

    @Override
    public List<KeySelector<?, ?>> keys() {
      return List.of(leftKey, rightKey);
    }

    @Override
    public KeyedStage with(String name, Type<?> type) {
      return new WindowJoin(name, type, left, right, leftKey, rightKey, window, outer, join);
    }
  }
}
