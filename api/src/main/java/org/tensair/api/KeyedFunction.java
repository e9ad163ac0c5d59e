package org.tensair.api;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A stateful function with one state a key, and event-time timers. Called by one thread at a time
 * for a key, in the order in which records come. At the end of the stream all timers are called;
 * what is asked for then is ignored.
 *
 * <pre>{@code
 * // Emits a session's key once nothing has come for a minute.
 * KeyedFunction<String, Click, Long, String> quiet =
 *     new KeyedFunction<>() {
 *       public Long process(String user, Click click, @Nullable Long newest, Context<String> context) {
 *         context.timer(context.eventTime() + 60_000);
 *         return context.eventTime();
 *       }
 *       public @Nullable Long onTimer(String user, @Nullable Long newest, Context<String> context) {
 *         if (newest != null && context.eventTime() - newest < 60_000) return newest;
 *         context.emit(user);
 *         return null;
 *       }
 *     };
 * }</pre>
 *
 * @param <K> keys
 * @param <T> records
 * @param <S> state of a key: of a type that snapshots can write, see {@link StateSerializer}
 * @param <R> results
 */
@FunctionalInterface
public interface KeyedFunction<K, T, S, R> extends Serializable {

  /**
   * Takes a record.
   *
   * @param state what the last call for this key returned; null if there is none or it has expired
   * @return the key's state from now on; null forgets it
   */
  @Nullable S process(K key, T record, @Nullable S state, Context<R> context) throws Exception;

  /** Takes a timer that is due: the event time has passed {@link Context#eventTime()}. */
  default @Nullable S onTimer(K key, @Nullable S state, Context<R> context) throws Exception {
    return state;
  }

  /**
   * What a call may do beside its state; valid during the call only.
   *
   * @param <R> results
   */
  interface Context<R> {
    /** Event time of the record, or the time of the timer. */
    long eventTime();

    /** Sends a result on, with {@link #eventTime()}. */
    void emit(R result);

    /**
     * Asks for {@link KeyedFunction#onTimer} once the event time has passed {@code eventTime}. A
     * key has at most one timer for each time; one in the past is due at once.
     */
    void timer(long eventTime);
  }
}
