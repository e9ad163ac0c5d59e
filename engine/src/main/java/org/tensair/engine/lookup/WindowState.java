package org.tensair.engine.lookup;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tensair.api.Aggregate;
import org.tensair.api.SumAggregate;

/**
 * Aggregates the rows in (t − duration, t] for one duration or several, which share the rows.
 *
 * @param <W> windows of a key
 */
final class WindowState<W extends Ring & Windows> extends ExpiringState<W> {

  private final int durations;
  private final boolean single;
  private final Supplier<W> windows;
  private final W empty;

  private WindowState(List<Duration> durations, boolean single, long keep, Supplier<W> windows) {
    super(keep);
    this.durations = durations.size();
    this.single = single;
    this.windows = windows;
    this.empty = windows.get();
  }

  /**
   * The state for {@code durations}.
   *
   * @param single whether a result is the aggregate's of the only duration, or a list of them
   */
  static LookupState of(
      List<Duration> durations,
      boolean single,
      Aggregate<Object, Object, Object> aggregate,
      long disorder) {
    long keep = Collections.max(durations).toMillis() + disorder;
    long[] millis = durations.stream().mapToLong(Duration::toMillis).toArray();
    if (aggregate instanceof SumAggregate<Object, Object, Object> sums) {
      return new WindowState<>(durations, single, keep, () -> new SumWindows(millis, sums, keep));
    }
    return new WindowState<>(
        durations, single, keep, () -> new KeyWindows(millis, aggregate, keep));
  }

  @Override
  W create() {
    return windows.get();
  }

  @Override
  void add(W ofKey, Object row, long time) throws Exception {
    ofKey.add(row, time);
  }

  @Override
  Object find(@Nullable W ofKey, long time) throws Exception {
    W found = ofKey == null ? empty : ofKey;
    found.advance(time);
    if (single) {
      return found.result(0, time);
    }
    Object[] results = new Object[durations];
    for (int i = 0; i < results.length; i++) {
      results[i] = found.result(i, time);
    }
    return Collections.unmodifiableList(Arrays.asList(results));
  }
}
