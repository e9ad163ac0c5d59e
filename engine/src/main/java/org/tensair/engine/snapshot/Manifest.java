package org.tensair.engine.snapshot;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * What a stored snapshot is, without its state: the file {@code manifest} of its directory.
 *
 * <pre>
 *   0            8              12             16             20
 *  +------------+--------------+--------------+--------------+-------
 *  | TENSNAPS   | format, int  | length of    | CRC32C of    | body
 *  |            |              | body, int    | all the rest |
 *  +------------+--------------+--------------+--------------+-------
 *  ^ big-endian
 *
 * body, written as by {@link StateOutput}; a list starts with its size:
 *   long id, String pipeline, long created (s), int created (ns), long event time (ms), int workers
 *   list of stages:    String name, String kind, String type; from format 2 on: String definition,
 *                      long watermark (ms)
 *   list of positions: String stage, list of long
 *   list of files:     String stage, int CRC32C, list of (int group, int length)
 * </pre>
 *
 * The {@code i}-th of the files is {@code state-<i>}, with three digits; see {@link StateFile}.
 *
 * @param head the snapshot, all but its state
 * @param files where its state is
 */
public record Manifest(Snapshot head, List<StateFile> files) {

  static final String FILE = "manifest";
  static final byte[] MAGIC = "TENSNAPS".getBytes(StandardCharsets.US_ASCII);
  static final int FORMAT_OFFSET = 8;
  static final int LENGTH_OFFSET = 12;
  static final int CHECKSUM_OFFSET = 16;
  static final int BODY_OFFSET = 20;

  /** A manifest names stages and sections; a larger file is none. */
  private static final long MAX_BYTES = 1 << 28;

  public Manifest {
    files = List.copyOf(files);
  }

  /** The state's size on the disk. */
  public long stateBytes() {
    return files.stream().mapToLong(StateFile::bytes).sum();
  }

  /** A snapshot written by a newer version of this program. */
  static final class NewerFormat extends SnapshotException {
    NewerFormat(String message) {
      super(message);
    }
  }

  byte[] toBytes() {
    StateOutput body = new StateOutput(Map.of());
    body.writeLong(head.id());
    body.writeString(head.pipeline());
    Instant created = head.created();
    body.writeLong(created.getEpochSecond());
    body.writeInt(created.getNano());
    body.writeLong(head.eventTimeMillis());
    body.writeInt(head.workers());
    body.writeSize(head.stages().size());
    for (Snapshot.StageInfo stage : head.stages()) {
      body.writeString(stage.name());
      body.writeString(stage.kind());
      body.writeString(stage.type());
      body.writeString(stage.definition());
      body.writeLong(stage.watermark());
    }
    body.writeSize(head.positions().size());
    head.positions()
        .forEach(
            (stage, positions) -> {
              body.writeString(stage);
              body.writeSize(positions.length);
              Arrays.stream(positions).forEach(body::writeLong);
            });
    body.writeSize(files.size());
    for (StateFile file : files) {
      body.writeString(file.stage());
      body.writeInt(file.checksum());
      body.writeSize(file.sections().size());
      for (StateFile.Extent section : file.sections()) {
        body.writeInt(section.group());
        body.writeInt(section.length());
      }
    }
    byte[] bytes =
        ByteBuffer.allocate(BODY_OFFSET + body.size())
            .put(MAGIC)
            .putInt(Snapshot.FORMAT)
            .putInt(body.size())
            .putInt(0)
            .put(body.toByteArray())
            .array();
    ByteBuffer.wrap(bytes).putInt(CHECKSUM_OFFSET, checksum(bytes));
    return bytes;
  }

  /**
   * Reads the manifest of a snapshot's directory.
   *
   * @throws SnapshotException if it is not as it was written, or by a newer version
   */
  static Manifest read(Path directory) throws IOException {
    Path file = directory.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      throw new SnapshotException(file + ": found nothing, required a snapshot's manifest.");
    }
    long size = Files.size(file);
    if (size < BODY_OFFSET || size > MAX_BYTES) {
      throw new SnapshotException(
          file + ": found " + size + " bytes, required " + BODY_OFFSET + " to " + MAX_BYTES + ".");
    }
    byte[] bytes = Files.readAllBytes(file);
    int format = checkHead(file, bytes);
    try {
      return of(
          new StateInput(
              file.toString(), Arrays.copyOfRange(bytes, BODY_OFFSET, bytes.length), Map.of()),
          format);
    } catch (IllegalArgumentException | DateTimeException refused) {
      throw new SnapshotException(file + ": " + refused.getMessage(), refused);
    }
  }

  private static int checkHead(Path file, byte[] bytes) throws SnapshotException {
    if (!Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw new SnapshotException(
          file + ": found another start, required TENSNAPS, a snapshot's manifest.");
    }
    ByteBuffer head = ByteBuffer.wrap(bytes);
    int format = head.getInt(FORMAT_OFFSET);
    if (format > Snapshot.FORMAT) {
      throw new NewerFormat(
          file
              + ": found format "
              + format
              + ", required at most "
              + Snapshot.FORMAT
              + ". A newer version wrote it: use that version, or another directory.");
    }
    int length = head.getInt(LENGTH_OFFSET);
    if (length != bytes.length - BODY_OFFSET) {
      throw new SnapshotException(
          file
              + ": found "
              + (bytes.length - BODY_OFFSET)
              + " bytes of body, required "
              + length
              + ".");
    }
    int required = head.getInt(CHECKSUM_OFFSET);
    int found = checksum(bytes);
    if (found != required) {
      throw new SnapshotException(
          "%s: found the checksum %08x, required %08x.".formatted(file, found, required));
    }
    return format;
  }

  private static Manifest of(StateInput body, int format) throws SnapshotException {
    long id = body.readLong();
    String pipeline = body.readString();
    Instant created = Instant.ofEpochSecond(body.readLong(), body.readInt());
    long eventTime = body.readLong();
    int workers = body.readInt();
    List<Snapshot.StageInfo> stages = new ArrayList<>();
    for (int left = body.readSize(3); left > 0; left--) {
      stages.add(stage(body, format));
    }
    Map<String, long[]> positions = new LinkedHashMap<>();
    for (int left = body.readSize(2); left > 0; left--) {
      String stage = body.readString();
      long[] splits = new long[body.readSize(1)];
      for (int i = 0; i < splits.length; i++) {
        splits[i] = body.readLong();
      }
      positions.put(stage, splits);
    }
    List<StateFile> files = new ArrayList<>();
    for (int left = body.readSize(3); left > 0; left--) {
      files.add(file(body));
    }
    Snapshot head =
        new Snapshot(
            id, pipeline, created, eventTime, workers, format, stages, positions, Map.of());
    return new Manifest(head, files);
  }

  private static Snapshot.StageInfo stage(StateInput body, int format) throws SnapshotException {
    String name = body.readString();
    String kind = body.readString();
    String type = body.readString();
    return format == 1
        ? new Snapshot.StageInfo(name, kind, type)
        : new Snapshot.StageInfo(name, kind, type, body.readString(), body.readLong());
  }

  private static StateFile file(StateInput body) throws SnapshotException {
    String stage = body.readString();
    int checksum = body.readInt();
    List<StateFile.Extent> sections = new ArrayList<>();
    for (int left = body.readSize(2); left > 0; left--) {
      sections.add(
          new StateFile.Extent(body.readInt(), (int) body.readBetween(0, Integer.MAX_VALUE)));
    }
    return new StateFile(stage, checksum, sections);
  }

  /** Of all bytes but the checksum's own. */
  private static int checksum(byte[] bytes) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, 0, CHECKSUM_OFFSET);
    checksum.update(bytes, BODY_OFFSET, bytes.length - BODY_OFFSET);
    return (int) checksum.getValue();
  }
}
