package org.tensair.engine.snapshot;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.tensair.engine.snapshot.Snapshot.Section;
import org.tensair.engine.snapshot.Snapshot.StageInfo;

/** Small snapshots for tests. */
final class Snapshots {

  private Snapshots() {}

  /** Of two stages with state; one section is larger than what is written at once. */
  static Snapshot of(long id) {
    byte[] large = new byte[100_000];
    new Random(id).nextBytes(large);
    Map<String, List<Section>> state = new LinkedHashMap<>();
    state.put(
        "window",
        List.of(
            new Section(-1, new byte[] {1, (byte) id}),
            new Section(0, large),
            new Section(127, new byte[0]),
            new Section(-1, new byte[] {2})));
    state.put("lookup", List.of(new Section(5, new byte[] {3, 4, 5})));
    return new Snapshot(
        id,
        "flights",
        Instant.ofEpochSecond(1_700_000_000, 123_456_789),
        1_357_000_000_000L + id,
        2,
        Snapshot.FORMAT,
        List.of(
            new StageInfo("read", "Read", "Flight"),
            new StageInfo("window", "Window", "List<Long>"),
            new StageInfo("lookup", "LookupJoin", "Sample")),
        Map.of("read", new long[] {10, id, Long.MAX_VALUE}),
        state);
  }
}
