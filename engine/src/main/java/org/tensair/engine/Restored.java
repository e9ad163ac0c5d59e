package org.tensair.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
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
  private final Function<String, Map<Class<?>, StateSerializer<?>>> serializers;

  /**
   * @param serializers of a stage
   */
  Restored(Snapshot snapshot, Function<String, Map<Class<?>, StateSerializer<?>>> serializers) {
    this.snapshot = snapshot;
    this.serializers = serializers;
  }

  long id() {
    return snapshot.id();
  }

  /**
   * Where the clock of a chain with these stages begins: where the furthest of them had come to, so
   * that nothing that was late for one is in time now. What others had not given yet is due at
   * once.
   */
  long watermark(Set<String> stages) {
    long furthest = Long.MIN_VALUE;
    for (Snapshot.StageInfo stage : snapshot.stages()) {
      if (stages.contains(stage.name())) {
        furthest = Math.max(furthest, watermark(stage));
      }
    }
    return furthest == Long.MIN_VALUE ? snapshot.eventTimeMillis() : furthest;
  }

  /** Of a stage for which all time was over, there is nothing left that has one. */
  private static long watermark(Snapshot.StageInfo stage) {
    return stage.watermark() == Long.MAX_VALUE ? Long.MIN_VALUE : stage.watermark();
  }

  private long watermark(String name) {
    for (Snapshot.StageInfo stage : snapshot.stages()) {
      if (stage.name().equals(name) && watermark(stage) != Long.MIN_VALUE) {
        return stage.watermark();
      }
    }
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
                serializers.apply(stage));
        (belongs ? keyed : unkeyed).add(input);
      }
    }
    return new StateReaders(keyed, unkeyed, watermark(stage));
  }

  private record StateReaders(List<StateInput> keyed, List<StateInput> unkeyed, long watermark)
      implements StateReader {}
}
