package org.tensair.api;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.tensair.api.plan.KeyedStage;

/**
 * A stream whose records of one key meet at one worker, in event-time order where all sources are
 * bounded.
 *
 * @param <T> records
 * @param <K> keys: String, integers, enums or records of these
 */
public final class KeyedStream<T, K> {

  private final Stream<T> stream;
  private final KeySelector<? super T, K> key;

  KeyedStream(Stream<T> stream, KeySelector<? super T, K> key) {
    this.stream = stream;
    this.key = key;
  }

  /** For each record, all records of its key so far reduced to one. */
  public Stream<T> reduce(ReduceFunction<T> function) {
    return next(
        new KeyedStage.Reduce(
            name("reduce"), stream.stage().type(), stream.stage(), key, function));
  }

  /** For each record, the aggregate of all records of its key so far. */
  public <A, R> Stream<Keyed<K, R>> aggregate(Aggregate<? super T, A, R> aggregate) {
    Type<?> type =
        Type.of(Keyed.class, LambdaTypes.resultOf(key), LambdaTypes.resultOfAggregate(aggregate));
    return next(new KeyedStage.Fold(name("aggregate"), type, stream.stage(), key, aggregate));
  }

  /** Cuts the records of each key into windows. */
  public WindowedStream<T, K> window(Window window) {
    return new WindowedStream<>(stream, key, window, WindowOptions.DEFAULTS);
  }

  /**
   * A function with a state for each key, which is kept until the function forgets it. Give the
   * results' type with {@link Stream#as} where the function is a lambda, which does not tell it.
   */
  public <S, R> Stream<R> process(KeyedFunction<K, ? super T, S, R> function) {
    return process(null, function);
  }

  /**
   * A function with a state for each key. Give the results' type with {@link Stream#as} where the
   * function is a lambda, which does not tell it.
   *
   * @param timeToLive event time after a key's last call at which its state and timers are
   *     forgotten; null for never
   */
  public <S, R> Stream<R> process(
      @Nullable Duration timeToLive, KeyedFunction<K, ? super T, S, R> function) {
    return next(
        new KeyedStage.Stateful(
            name("process"),
            LambdaTypes.resultOfKeyed(function),
            stream.stage(),
            key,
            timeToLive,
            function));
  }

  /**
   * Joins each record with those of {@code right} of the same key whose event time is from {@code
   * before} less to {@code after} more than its own, both included. A result's event time is that
   * of the later of both. Each pair comes once.
   */
  public <R, O> Stream<O> join(
      KeyedStream<R, K> right,
      Duration before,
      Duration after,
      JoinFunction<? super T, ? super R, ? extends O> join) {
    return intervalJoin(right, before, after, false, join);
  }

  /**
   * The same, and a record without any partner comes once with null, when the event time has passed
   * the last one it could have had.
   */
  public <R, O> Stream<O> leftJoin(
      KeyedStream<R, K> right,
      Duration before,
      Duration after,
      JoinFunction<? super T, ? super @Nullable R, ? extends O> join) {
    return intervalJoin(right, before, after, true, join);
  }

  /**
   * Joins the records of both streams of the same key in the same window, when it ends; a result's
   * event time is the window's end − 1. Sessions hold the records of both streams.
   */
  public <R, O> Stream<O> join(
      KeyedStream<R, K> right,
      Window window,
      JoinFunction<? super T, ? super R, ? extends O> join) {
    return windowJoin(right, window, false, join);
  }

  /** The same, and a record without any partner in its window comes once with null. */
  public <R, O> Stream<O> leftJoin(
      KeyedStream<R, K> right,
      Window window,
      JoinFunction<? super T, ? super @Nullable R, ? extends O> join) {
    return windowJoin(right, window, true, join);
  }

  private <O> Stream<O> intervalJoin(
      KeyedStream<?, K> right, Duration before, Duration after, boolean left, Object join) {
    return next(
        new KeyedStage.IntervalJoin(
            name("join"),
            LambdaTypes.resultOf(join),
            stream.stage(),
            right.stream.stage(),
            key,
            right.key,
            before,
            after,
            left,
            (JoinFunction<?, ?, ?>) join));
  }

  private <O> Stream<O> windowJoin(
      KeyedStream<?, K> right, Window window, boolean left, Object join) {
    return next(
        new KeyedStage.WindowJoin(
            name("join"),
            LambdaTypes.resultOf(join),
            stream.stage(),
            right.stream.stage(),
            key,
            right.key,
            window,
            left,
            (JoinFunction<?, ?, ?>) join));
  }

  private String name(String operator) {
    return stream.pipeline().nextName(operator);
  }

  private <R> Stream<R> next(KeyedStage stage) {
    return stream.next(stage);
  }
}
