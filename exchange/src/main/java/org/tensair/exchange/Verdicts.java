package org.tensair.exchange;

import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The changes of the model's state that one replica has heard of and not yet acted on. Before it:
 * messages, and the replica's own announcements; after it: the replica's life cycle.
 */
final class Verdicts {
  private final ArrayDeque<Verdict> waiting = new ArrayDeque<>();
  private long newest;

  /**
   * Two replicas may both believe to lead while one of them is suspected. They run the same
   * detector on the same scores, so the first verdict of a number is as good as the second.
   */
  void add(Verdict verdict) {
    if (verdict.number() > newest) {
      newest = verdict.number();
      waiting.add(verdict);
    }
  }

  /** Verdicts up to this number were acted on before the start. */
  void actedOn(long number) {
    newest = Math.max(newest, number);
  }

  @Nullable Verdict poll() {
    return waiting.poll();
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** A copy. */
  List<Verdict> waiting() {
    return List.copyOf(waiting);
  }
}
