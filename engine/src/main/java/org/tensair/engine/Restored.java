package org.tensair.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tensair.api.StateSerializer;
import org.tensair.engine.key.StableHash;
import org.tensair.engine.operator.StateReader;
import org.tensair.engine.operator.StateWriter;
import org.tensair.engine.snapshot.Snapshot;
import org.tensair.engine.snapshot.StateInput;
import org.tensair.engine.source.SplitId;

/** What a run starts from: a snapshot, dealt out to the workers that there are now. */
final class Restored {

  private final Snapshot snapshot;
  private final Map<Class<?>, StateSerializer<?>> serializers;

  Restored(Snapshot snapshot, Map<Class<?>, StateSerializer<?>> serializers) {
    this.snapshot = snapshot;
    this.serializers = serializers;
  }

  long id() {
    return snapshot.id();
  }

  /** Every chain's clock begins here. */
  long watermark() {
    return snapshot.eventTimeMillis();
  }

  /** Records of a split that were read before. */
  long position(SplitId split) {
    long[] positions = snapshot.positions().get(split.stage());
    return positions == null || split.split() >= positions.length ? 0 : positions[split.split()];
  }

  /** All sections of a stage that belong to no key. */
  List<StateInput> unkeyed(String stage) {
    return share(stage, 0, 1).unkeyed();
  }

  /**
   * One worker's share of a stage's state.
   *
   * @param workers that have the stage
   */
  StateReader share(String stage, int worker, int workers) {
    List<StateInput> keyed = new ArrayList<>();
    List<StateInput> unkeyed = new ArrayList<>();
    int free = 0;
    for (Snapshot.Section section : snapshot.state().getOrDefault(stage, List.of())) {
      boolean belongs = section.group() != StateWriter.NO_KEY;
      int owner = belongs ? StableHash.owner(section.group(), workers) : free++ % workers;
      if (owner == worker) {
        StateInput input =
            new StateInput(
                "Stage \"" + stage + "\", key group " + section.group(),
                section.bytes(),
                serializers);
        (belongs ? keyed : unkeyed).add(input);
      }
    }
    return new StateReaders(keyed, unkeyed);
  }

  private record StateReaders(List<StateInput> keyed, List<StateInput> unkeyed)
      implements StateReader {}
}
