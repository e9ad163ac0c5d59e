package org.tensair.engine.snapshot;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All that a pipeline needs to go on from one cut through its streams. Immutable: the arrays are
 * not copied, since state may be large, and are not to be changed.
 *
 * @param id from 1, ascending; see {@link SnapshotStore#nextId}
 * @param pipeline its name
 * @param created when the cut was made, by the wall clock
 * @param eventTimeMillis event time of the cut, milliseconds since the epoch
 * @param workers how many ran
 * @param format the version of the file format it was read from; {@link #FORMAT} for a new one
 * @param stages all stages, in plan order
 * @param positions of each source stage: for each split, how far it was read
 * @param state of each stage that has any: its sections
 */
public record Snapshot(
    long id,
    String pipeline,
    Instant created,
    long eventTimeMillis,
    int workers,
    int format,
    List<StageInfo> stages,
    Map<String, long[]> positions,
    Map<String, List<Section>> state) {

  /** The version of the file format that is written. */
  public static final int FORMAT = 2;

  /** Keys are divided into so many groups, whatever the number of workers. */
  public static final int KEY_GROUPS = 128;

  /**
   * What a stage was when the snapshot was made.
   *
   * @param name unique in the plan
   * @param kind simple name of the {@code Stage} record
   * @param type of its records, as {@code Type} prints it
   * @param definition what its state means, see {@link org.tensair.api.PlanPrinter#definition}
   * @param watermark how far its event time had come, in milliseconds since the epoch; {@code
   *     Long.MAX_VALUE} if all of it was over, {@code Long.MIN_VALUE} if it is not known
   */
  public record StageInfo(
      String name, String kind, String type, String definition, long watermark) {

    /** A stage of which no more is known. */
    public StageInfo(String name, String kind, String type) {
      this(name, kind, type, "", Long.MIN_VALUE);
    }

    /** The same at a watermark. */
    public StageInfo at(long reached) {
      return new StageInfo(name, kind, type, definition, reached);
    }

    /** Whether this is the same stage, whose state the other can take. */
    public boolean same(StageInfo other) {
      return at(0).equals(other.at(0));
    }
  }

  /**
   * Part of a stage's state, as {@link StateOutput} made it.
   *
   * @param group a key group, or −1 for state that belongs to no key; a stage may have several
   *     sections of one group, and they keep their order
   * @param bytes not copied
   */
  @SuppressWarnings("ArrayRecordComponent") // Large; never compared.
  public record Section(int group, byte[] bytes) {
    public Section {
      checkGroup(group);
    }
  }

  public Snapshot {
    if (id < 1 || workers < 1) {
      throw new IllegalArgumentException(
          "Snapshot: found id " + id + " and " + workers + " workers, required at least 1.");
    }
    stages = List.copyOf(stages);
    positions = Collections.unmodifiableMap(new LinkedHashMap<>(positions));
    Map<String, List<Section>> sections = new LinkedHashMap<>();
    state.forEach((stage, each) -> sections.put(stage, List.copyOf(each)));
    state = Collections.unmodifiableMap(sections);
    Set<String> unknown = new LinkedHashSet<>(positions.keySet());
    unknown.addAll(state.keySet());
    stages.forEach(stage -> unknown.remove(stage.name()));
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "Snapshot "
              + id
              + ": found state or positions of "
              + unknown
              + ", required of its stages only.");
    }
  }

  static void checkGroup(int group) {
    if (group < -1 || group >= KEY_GROUPS) {
      throw new IllegalArgumentException(
          "Section: found key group "
              + group
              + ", required one from 0 to "
              + (KEY_GROUPS - 1)
              + ", or -1.");
    }
  }
}
