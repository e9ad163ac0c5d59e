package org.tensair.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensair.engine.snapshot.Snapshot;
import org.tensair.engine.source.SplitId;

/**
 * What one chain, replica, or group of stages after a model gives to a snapshot.
 *
 * @param state of its stages: their sections
 * @param positions of its splits: records read
 * @param watermark of the chain at the cut; {@code Long.MAX_VALUE} if nothing will come
 * @param newest time of the records that have come
 * @param stages of the chain
 */
record Part(
    Map<String, List<Snapshot.Section>> state,
    Map<SplitId, Long> positions,
    long watermark,
    long newest,
    Set<String> stages) {

  /** State that has no time. */
  static Part without(Map<String, List<Snapshot.Section>> state) {
    return new Part(state, Map.of(), Long.MAX_VALUE, Long.MIN_VALUE, Set.of());
  }

  Part {
    state = new LinkedHashMap<>(state);
    positions = Map.copyOf(positions);
    stages = Set.copyOf(stages);
  }
}
