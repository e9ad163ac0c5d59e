package org.tensair.engine.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensair.engine.snapshot.Snapshot.Section;
import org.tensair.engine.snapshot.Snapshot.StageInfo;

/** The bytes of all formats as they lie on users' disks; made by hand, and read for ever. */
class SnapshotFormatTest {

  /** Magic, format, length; checksum; body. */
  private static final String MANIFEST =
      "54454e534e415053000000010000001e"
          + "5d4913ca"
          + "02017002040602010173014b0154010173010a0101739bf281c906010e02";

  /** Magic, format; the section's one byte. */
  private static final String STATE = "54454e535441544500000001" + "2a";

  /** The same, and the stage's definition and watermark. */
  private static final String MANIFEST_2 =
      "54454e534e4150530000000200000020"
          + "e498ca42"
          + "02017002040602010173014b0154016412010173010a010173a9d0bc07010e02";

  private static final String STATE_2 = "54454e535441544500000002" + "2a";

  private static final Snapshot SNAPSHOT_2 =
      new Snapshot(
          1,
          "p",
          Instant.ofEpochSecond(1, 2),
          3,
          1,
          2,
          List.of(new StageInfo("s", "K", "T", "d", 9)),
          Map.of("s", new long[] {5}),
          Map.of("s", List.of(new Section(7, new byte[] {42}))));

  private static final Snapshot SNAPSHOT =
      new Snapshot(
          1,
          "p",
          Instant.ofEpochSecond(1, 2),
          3,
          1,
          1,
          List.of(new StageInfo("s", "K", "T")),
          Map.of("s", new long[] {5}),
          Map.of("s", List.of(new Section(7, new byte[] {42}))));

  @Test
  void readsFormat1(@TempDir Path directory) throws IOException {
    Path snapshot = Files.createDirectory(directory.resolve("snapshot-00000001"));
    Files.write(snapshot.resolve("manifest"), HexFormat.of().parseHex(MANIFEST));
    Files.write(snapshot.resolve("state-000"), HexFormat.of().parseHex(STATE));
    try (SnapshotStore store = new SnapshotStore(directory, 3)) {
      SnapshotStoreTest.assertSame(store.newest().orElseThrow(), SNAPSHOT);
    }
  }

  /** Bytes that change need a new number of the format. */
  @Test
  void writesFormat2(@TempDir Path directory) throws IOException {
    try (SnapshotStore store = new SnapshotStore(directory, 3)) {
      store.write(SNAPSHOT_2);
    }
    Path snapshot = directory.resolve("snapshot-00000001");
    assertThat(Files.readAllBytes(snapshot.resolve("manifest")))
        .asHexString()
        .isEqualToIgnoringCase(MANIFEST_2);
    assertThat(Files.readAllBytes(snapshot.resolve("state-000")))
        .asHexString()
        .isEqualToIgnoringCase(STATE_2);
  }
}
