package org.tensair.api;

import java.time.Duration;
import org.tensair.api.plan.KeyedStage;
import org.tensair.api.plan.Stage;

/**
 * A keyed stream cut into windows.
 *
 * <pre>{@code
 * Stream<WindowResult<String, Long>> views =
 *     clicks.keyBy(Click::page).window(Window.tumbling(ofMinutes(1))).aggregate(Aggregates.count());
 * }</pre>
 *
 * @param <T> records
 * @param <K> keys
 */
public final class WindowedStream<T, K> {

  private final Stream<T> stream;
  private final KeySelector<? super T, K> key;
  private final Window window;
  private final WindowOptions options;

  WindowedStream(
      Stream<T> stream, KeySelector<? super T, K> key, Window window, WindowOptions options) {
    this.stream = stream;
    this.key = key;
    this.window = window;
    this.options = options;
  }

  /** Counts records up to so late; see {@link WindowOptions#allowedLateness}. */
  public WindowedStream<T, K> allowedLateness(Duration lateness) {
    return with(new WindowOptions(lateness, options.early(), options.combined()));
  }

  /** Gives results of open windows so often; see {@link WindowOptions#early}. */
  public WindowedStream<T, K> early(Duration interval) {
    return with(new WindowOptions(options.allowedLateness(), interval, options.combined()));
  }

  /** Aggregates before records are sent to other workers; see {@link WindowOptions#combined}. */
  public WindowedStream<T, K> combined() {
    return with(new WindowOptions(options.allowedLateness(), options.early(), true));
  }

  /** The aggregate of each key and window that has records. */
  public <A, R> Stream<WindowResult<K, R>> aggregate(Aggregate<? super T, A, R> aggregate) {
    Type<?> type =
        Type.of(
            WindowResult.class,
            LambdaTypes.resultOf(key),
            LambdaTypes.resultOfAggregate(aggregate));
    return next(type, aggregate, window -> window);
  }

  /** What {@code function} makes of the aggregate of each key and window that has records. */
  public <A, R, O> Stream<O> aggregate(
      Aggregate<? super T, A, R> aggregate, WindowFunction<K, ? super R, O> function) {
    return next(LambdaTypes.resultOf(function), aggregate, function);
  }

  private <O> Stream<O> next(
      Type<?> type, Aggregate<?, ?, ?> aggregate, WindowFunction<?, ?, ?> function) {
    Stage stage =
        new KeyedStage.Windowed(
            stream.pipeline().nextName("window"),
            type,
            stream.stage(),
            key,
            window,
            options,
            aggregate,
            function);
    return stream.next(stage);
  }

  private WindowedStream<T, K> with(WindowOptions changed) {
    return new WindowedStream<>(stream, key, window, changed);
  }
}
