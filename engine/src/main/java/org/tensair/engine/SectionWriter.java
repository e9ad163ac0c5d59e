package org.tensair.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tensair.api.StateSerializer;
import org.tensair.engine.key.StableHash;
import org.tensair.engine.operator.StateWriter;
import org.tensair.engine.snapshot.Snapshot;
import org.tensair.engine.snapshot.StateOutput;

/** Collects what one stage writes, by key group. */
final class SectionWriter implements StateWriter {

  private final long snapshot;
  private final Map<Class<?>, StateSerializer<?>> serializers;
  private final TreeMap<Integer, StateOutput> outputs = new TreeMap<>();

  SectionWriter(long snapshot, Map<Class<?>, StateSerializer<?>> serializers) {
    this.snapshot = snapshot;
    this.serializers = serializers;
  }

  @Override
  public long snapshot() {
    return snapshot;
  }

  @Override
  public StateOutput group(int group) {
    return outputs.computeIfAbsent(group, each -> new StateOutput(serializers));
  }

  @Override
  public StateOutput of(Object key) {
    return group(StableHash.group(key));
  }

  /** The sections written to, by group. */
  List<Snapshot.Section> sections() {
    Map<Integer, Snapshot.Section> sections = new LinkedHashMap<>();
    outputs.forEach(
        (group, output) -> sections.put(group, new Snapshot.Section(group, output.toByteArray())));
    return List.copyOf(sections.values());
  }
}
