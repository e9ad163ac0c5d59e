package org.tensair.learning;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensair.exchange.Frame;

/**
 * What replicas had learnt before the snapshot from which this one started, and event time still
 * holds back from its weights: as in the exchange, each origin's in its order.
 */
final class HeldBackFrames {

  private final ArrayDeque<ReplicaState.HeldBack> waiting = new ArrayDeque<>();

  /** Adds what a snapshot holds. */
  void addAll(List<ReplicaState.HeldBack> frames) {
    Map<Integer, Long> newest = new HashMap<>();
    List<ReplicaState.HeldBack> all = new ArrayList<>();
    for (ReplicaState.HeldBack f : frames) {
      long notBefore = newest.merge(f.origin(), f.notBefore(), Math::max);
      all.add(
          new ReplicaState.HeldBack(
              f.origin(), notBefore, f.newestLabelTime(), f.miniBatches(), f.updates()));
    }
    all.sort(Comparator.comparingLong(ReplicaState.HeldBack::notBefore));
    waiting.addAll(all);
  }

  /** The next one whose time has come, or null. */
  ReplicaState.@Nullable HeldBack poll(long eventTime) {
    ReplicaState.HeldBack first = waiting.peek();
    return first == null || first.notBefore() > eventTime ? null : waiting.poll();
  }

  /** All that wait, and after them what the exchange holds back: for the next snapshot. */
  List<ReplicaState.HeldBack> and(List<Frame> frames) {
    List<ReplicaState.HeldBack> all = new ArrayList<>(waiting);
    for (Frame frame : frames) {
      // Statistics are not kept: the next ones of that replica take their place.
      if (frame.payload() instanceof UpdatePayload payload && !payload.isEmpty()) {
        all.add(
            new ReplicaState.HeldBack(
                frame.origin(),
                frame.notBefore(),
                frame.newestLabelTime(),
                frame.miniBatches(),
                payload.updates().stream().map(KeptUpdate::copyOf).toList()));
      }
    }
    return List.copyOf(all);
  }
}
