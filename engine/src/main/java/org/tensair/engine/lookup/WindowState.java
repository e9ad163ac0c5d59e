package org.tensair.engine.lookup;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensair.api.Aggregate;

/** Aggregates the rows in (t − duration, t] for one duration or several, which share the rows. */
final class WindowState extends ExpiringState {

  private final long[] durations;
  private final boolean single;
  private final Aggregate<Object, Object, Object> aggregate;
  private final long keep;

  /**
   * @param single whether a result is the aggregate's of the only duration, or a list of them
   */
  WindowState(
      List<Duration> durations,
      boolean single,
      Aggregate<Object, Object, Object> aggregate,
      long disorder) {
    super(longest(durations) + disorder);
    this.durations = durations.stream().mapToLong(Duration::toMillis).toArray();
    this.single = single;
    this.aggregate = aggregate;
    this.keep = longest(durations) + disorder;
  }

  @Override
  Rows create() {
    return new KeyWindows(durations, aggregate, keep);
  }

  @Override
  void add(Rows rows, Object row, long time) throws Exception {
    ((KeyWindows) rows).add(row, time);
  }

  @Override
  Object find(@Nullable Rows rows, long time) throws Exception {
    KeyWindows windows = (KeyWindows) rows;
    if (windows != null) {
      windows.advance(time);
    }
    if (single) {
      return result(windows, 0, time);
    }
    Object[] results = new Object[durations.length];
    for (int i = 0; i < results.length; i++) {
      results[i] = result(windows, i, time);
    }
    return Collections.unmodifiableList(Arrays.asList(results));
  }

  private Object result(@Nullable KeyWindows windows, int duration, long time) throws Exception {
    return aggregate.result(
        windows == null ? aggregate.create() : windows.accumulated(duration, time));
  }

  private static long longest(List<Duration> durations) {
    return Collections.max(durations).toMillis();
  }
}
