package org.tensair.engine.snapshot;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/**
 * The file of one stage's state. Which sections it holds says the manifest.
 *
 * <pre>
 *   0            8              12
 *  +------------+--------------+-----------+-----------+---
 *  | TENSTATE   | format, int  | section 0 | section 1 | …
 *  +------------+--------------+-----------+-----------+---
 *  ^ big-endian; the checksum in the manifest is of the whole file
 * </pre>
 *
 * <p>The checksum is CRC32C: it has to find what a disk or a crash did, which it does at the speed
 * of memory; nobody is kept from changing a snapshot on purpose, for which SHA-256 would be no
 * protection either as long as it lies beside it.
 *
 * @param stage whose state
 * @param checksum CRC32C of the file
 * @param sections in file order
 */
public record StateFile(String stage, int checksum, List<Extent> sections) {

  /**
   * A section's place.
   *
   * @param group the key group, or −1
   * @param length bytes
   */
  public record Extent(int group, int length) {
    public Extent {
      Snapshot.checkGroup(group);
    }
  }

  static final byte[] MAGIC = "TENSTATE".getBytes(StandardCharsets.US_ASCII);
  static final int FORMAT_OFFSET = 8;
  static final int SECTIONS_OFFSET = 12;

  /** No more at once, as the system's buffer is as large as what is read. */
  private static final int CHUNK = 1 << 16;

  public StateFile {
    sections = List.copyOf(sections);
  }

  /** The length of the file. */
  public long bytes() {
    return SECTIONS_OFFSET + sections.stream().mapToLong(Extent::length).sum();
  }

  /** The name of the file of the {@code index}-th stage that has state. */
  static String name(int index) {
    return "state-%03d".formatted(index);
  }

  /** Writes a new file. The sections are not copied. */
  static StateFile write(
      Path file, String stage, List<Snapshot.Section> sections, DurableFiles files)
      throws IOException {
    List<byte[]> parts = new ArrayList<>();
    parts.add(head(Snapshot.FORMAT));
    sections.forEach(section -> parts.add(section.bytes()));
    files.write(file, parts);
    CRC32C checksum = new CRC32C();
    parts.forEach(checksum::update);
    return new StateFile(
        stage,
        (int) checksum.getValue(),
        sections.stream().map(each -> new Extent(each.group(), each.bytes().length)).toList());
  }

  /**
   * Reads the file, holding one section at a time.
   *
   * @param format of the manifest
   * @param sections takes each section; its bytes are only known to be right once this returns
   * @throws SnapshotException if the file is not the one that was written
   */
  void read(Path file, int format, Consumer<Snapshot.Section> sections) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new SnapshotException(file + ": found nothing, required the state of " + stage + ".");
    }
    long size = Files.size(file);
    if (size != bytes()) {
      throw new SnapshotException(
          file + ": found " + size + " bytes, required " + bytes() + " as in the manifest.");
    }
    CRC32C found = new CRC32C();
    try (InputStream in = Files.newInputStream(file)) {
      byte[] head = read(in, SECTIONS_OFFSET, file);
      found.update(head);
      if (!Arrays.equals(head, head(format))) {
        throw new SnapshotException(
            file + ": found another start, required TENSTATE and format " + format + ".");
      }
      for (Extent each : this.sections) {
        byte[] bytes = read(in, each.length(), file);
        found.update(bytes);
        sections.accept(new Snapshot.Section(each.group(), bytes));
      }
    }
    if ((int) found.getValue() != checksum) {
      throw new SnapshotException(
          "%s: found the checksum %08x, required %08x as in the manifest."
              .formatted(file, found.getValue(), checksum));
    }
  }

  private static byte[] head(int format) {
    return ByteBuffer.allocate(SECTIONS_OFFSET).put(MAGIC).putInt(format).array();
  }

  private static byte[] read(InputStream in, int length, Path file) throws IOException {
    byte[] bytes = new byte[length];
    int from = 0;
    while (from < length) {
      int count = in.read(bytes, from, Math.min(CHUNK, length - from));
      if (count < 0) {
        throw new SnapshotException(file + ": became shorter while it was read.");
      }
      from += count;
    }
    return bytes;
  }
}
