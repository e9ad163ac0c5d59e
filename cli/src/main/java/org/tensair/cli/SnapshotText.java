package org.tensair.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tensair.engine.snapshot.Manifest;
import org.tensair.engine.snapshot.Snapshot;
import org.tensair.engine.snapshot.StateFile;

/** A snapshot for people, and for programs. */
final class SnapshotText {

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final StringBuilder text = new StringBuilder();

  private SnapshotText() {}

  static String of(Manifest manifest) {
    Snapshot head = manifest.head();
    SnapshotText made = new SnapshotText();
    made.line("snapshot %d of %s", head.id(), head.pipeline());
    made.field("created", head.created().toString());
    long time = head.eventTimeMillis();
    made.field("event time", time == Long.MIN_VALUE ? "none yet" : Instant.ofEpochMilli(time) + "");
    made.field("workers", Integer.toString(head.workers()));
    made.field("format", Integer.toString(head.format()));
    made.field("state", String.format(Locale.ROOT, "%,d bytes", manifest.stateBytes()));
    made.line("");
    made.line("%d stages", head.stages().size());
    for (Snapshot.StageInfo stage : head.stages()) {
      made.line(
          "  %-24s %-12s %-32s %s",
          stage.name(), stage.kind(), stage.type(), stateOf(stage.name(), manifest));
    }
    made.line("");
    made.line("positions");
    head.positions()
        .forEach((stage, splits) -> made.line("  %-24s %s", stage, Arrays.toString(splits)));
    return made.text.toString();
  }

  private static String stateOf(String stage, Manifest manifest) {
    for (StateFile file : manifest.files()) {
      if (file.stage().equals(stage)) {
        return String.format(
            Locale.ROOT, "%,d bytes, %d key groups", file.bytes(), keyGroups(file));
      }
    }
    return "";
  }

  private static long keyGroups(StateFile file) {
    return file.sections().stream()
        .mapToInt(StateFile.Extent::group)
        .filter(group -> group >= 0)
        .distinct()
        .count();
  }

  static String json(Manifest manifest) throws JsonProcessingException {
    Snapshot head = manifest.head();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", head.id());
    json.put("pipeline", head.pipeline());
    json.put("created", head.created().toString());
    json.put("event_time_ms", head.eventTimeMillis());
    json.put("workers", head.workers());
    json.put("format", head.format());
    json.put("state_bytes", manifest.stateBytes());
    json.put("stages", head.stages().stream().map(stage -> json(stage, manifest)).toList());
    json.put("positions", head.positions());
    return MAPPER.writeValueAsString(json) + "\n";
  }

  private static Map<String, Object> json(Snapshot.StageInfo stage, Manifest manifest) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", stage.name());
    json.put("kind", stage.kind());
    json.put("type", stage.type());
    List<StateFile> files =
        manifest.files().stream().filter(file -> file.stage().equals(stage.name())).toList();
    json.put("state_bytes", files.stream().mapToLong(StateFile::bytes).sum());
    json.put("key_groups", files.stream().mapToLong(SnapshotText::keyGroups).sum());
    return json;
  }

  private void field(String name, String value) {
    line("  %-12s %s", name, value);
  }

  private void line(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
  }
}
