package org.tensair.exchange;

import java.util.ArrayDeque;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Brings the scores of all replicas into the order (newest label time, replica). Before it: scores
 * from messages, in each replica's order; after it: the model's drift detector.
 *
 * <p>The first waiting score is passed on once every live replica either has a later one waiting or
 * has promised that none before it follows. So all replicas see the same order, whatever the
 * network does, and any of them could run the detector.
 */
final class ScoreMerge {
  private final List<ArrayDeque<BatchScore>> waiting;
  private final long[] promised;
  private final ExchangeCounters counters;
  private int size;
  private long newestTime = Long.MIN_VALUE;
  private int newestReplica;

  ScoreMerge(int replicas, ExchangeCounters counters) {
    this.counters = counters;
    waiting = Stream.generate(() -> new ArrayDeque<BatchScore>()).limit(replicas).toList();
    promised = new long[replicas];
    for (int rank = 0; rank < replicas; rank++) {
      promised[rank] = Long.MIN_VALUE;
    }
  }

  /** Adds a score. If a later one was already passed on, it is passed on late, and counted. */
  void add(BatchScore score) {
    waiting.get(score.replica()).add(score);
    size++;
    if (score.newestLabelTime() < newestTime
        || (score.newestLabelTime() == newestTime && score.replica() < newestReplica)) {
      counters.lateScore();
    }
  }

  /** No score of {@code replica} with a newest label before {@code time} will be added. */
  void promise(int replica, long time) {
    promised[replica] = Math.max(promised[replica], time);
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** The next score in order, or null if one before it may still come from a live replica. */
  @Nullable BatchScore next(IntPredicate live) {
    if (size == 0) {
      return null;
    }
    BatchScore first = null;
    for (ArrayDeque<BatchScore> scores : waiting) {
      BatchScore head = scores.peek();
      // Ranks rise, so that at equal times the lower one stays first.
      if (head != null && (first == null || head.newestLabelTime() < first.newestLabelTime())) {
        first = head;
      }
    }
    if (first == null || mayBePreceded(first, live)) {
      return null;
    }
    size--;
    newestTime = first.newestLabelTime();
    newestReplica = first.replica();
    return waiting.get(newestReplica).poll();
  }

  /** All that wait, each replica's in its order. */
  List<BatchScore> waiting() {
    return waiting.stream().flatMap(ArrayDeque::stream).toList();
  }

  private boolean mayBePreceded(BatchScore first, IntPredicate live) {
    for (int rank = 0; rank < promised.length; rank++) {
      if (waiting.get(rank).isEmpty()
          && promised[rank] <= first.newestLabelTime()
          && promised[rank] != Long.MAX_VALUE
          && live.test(rank)) {
        return true;
      }
    }
    return false;
  }
}
