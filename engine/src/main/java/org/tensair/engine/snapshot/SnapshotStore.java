package org.tensair.engine.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The snapshots of one pipeline in a directory.
 *
 * <pre>
 * DIR/.lock                  held by the process that writes here
 * DIR/snapshot-00000007/     complete, as it was renamed in one step; its number is its id
 *       manifest             see {@link Manifest}
 *       state-000 …          see {@link StateFile}
 * DIR/.tmp-…/                being written or removed; else left by a process that died
 * </pre>
 *
 * <p>One thread at a time; all methods block for as long as the disk takes. Reading needs no lock:
 * any process may read while one writes. After a failed write the store can be used as before.
 */
public final class SnapshotStore implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SnapshotStore.class);
  private static final Pattern NAME = Pattern.compile("snapshot-(\\d{8,18})");
  private static final String TEMPORARY = ".tmp-";

  private final Path directory;
  private final int retained;
  private final DurableFiles files;
  private @Nullable DirectoryLock lock;

  /**
   * Touches no file yet.
   *
   * @param directory made by the first write or {@link #lock}
   * @param retained how many snapshots are kept, at least 1; usually 3
   */
  public SnapshotStore(Path directory, int retained) {
    this(directory, retained, WriteFaults.NONE);
  }

  SnapshotStore(Path directory, int retained, WriteFaults faults) {
    if (retained < 1) {
      throw new IllegalArgumentException(
          "Snapshots in " + directory + ": found " + retained + " retained, required at least 1.");
    }
    this.directory = directory;
    this.retained = retained;
    this.files = new DurableFiles(faults);
  }

  /**
   * Makes the directory and lets nobody else write there, until this is closed or the process ends.
   * {@link #write} does it too; a pipeline that starts learns earlier so.
   *
   * @throws SnapshotException naming the directory if another store writes there
   */
  public void lock() throws SnapshotException {
    if (lock != null) {
      return;
    }
    try {
      Files.createDirectories(directory);
      lock = DirectoryLock.of(directory);
    } catch (SnapshotException taken) {
      throw taken;
    } catch (IOException failure) {
      throw new SnapshotException(
          directory
              + ": found "
              + failure
              + ", required a directory that can be written to. Make it, or name another one.",
          failure);
    }
  }

  /** Lets others write here. */
  @Override
  public void close() throws IOException {
    if (lock != null) {
      lock.close();
      lock = null;
    }
  }

  /** The id for the next snapshot: one more than the highest, readable or not; from 1. */
  public long nextId() throws IOException {
    List<Long> ids = list();
    return ids.isEmpty() ? 1 : ids.get(ids.size() - 1) + 1;
  }

  /**
   * Writes a snapshot, which is on the disk when this returns, and removes the oldest ones beyond
   * those to be retained.
   *
   * @throws SnapshotException naming the path and what to do, if it cannot be written; then nothing
   *     of it remains, and older snapshots are as they were
   */
  public void write(Snapshot snapshot) throws SnapshotException {
    lock();
    Path target = path(snapshot.id());
    Path temporary = temporary(target);
    boolean renamed = false;
    try {
      if (snapshot.id() < nextId()) {
        throw new SnapshotException(
            target + ": found an id that is in use or past, required " + nextId() + " or more.");
      }
      removeTemporary();
      files.makeDirectory(temporary);
      writeFiles(snapshot, temporary);
      files.force(temporary);
      files.rename(temporary, target);
      renamed = true;
      files.force(directory);
    } catch (SnapshotException refused) {
      throw refused;
    } catch (IOException failure) {
      discard(temporary, failure);
      if (renamed) {
        discard(target, failure);
      }
      throw new SnapshotException(
          target
              + ": found "
              + failure
              + " while it was written, required room and the right to write. Older snapshots are"
              + " as they were. Free space on the disk, or name another directory.",
          failure);
    }
    removeOldest();
  }

  /** The ids of all snapshots, complete or not, ascending; none if there is no directory. */
  public List<Long> list() throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> paths = Files.list(directory)) {
      return paths
          .map(path -> NAME.matcher(path.getFileName().toString()))
          .filter(Matcher::matches)
          .map(matcher -> Long.valueOf(matcher.group(1)))
          .sorted()
          .toList();
    }
  }

  /**
   * The newest snapshot that is as it was written. Others are skipped with a warning.
   *
   * @return empty if there is no snapshot at all
   * @throws SnapshotException if there are some and none is as it was written, with all faults; or
   *     if a newer version wrote one, since an older one would then be taken without a word
   */
  public Optional<Snapshot> newest() throws IOException {
    List<Long> ids = new ArrayList<>(list());
    Collections.reverse(ids);
    List<String> faults = new ArrayList<>();
    for (long id : ids) {
      try {
        return Optional.of(read(id));
      } catch (Manifest.NewerFormat newer) {
        throw newer;
      } catch (IOException fault) {
        LOG.warn("Snapshot {} is not used: {}", id, fault.getMessage());
        faults.add(String.valueOf(fault.getMessage()));
      }
    }
    if (!faults.isEmpty()) {
      throw new SnapshotException(
          directory
              + ": found no snapshot that is as it was written, required one. Start with an empty"
              + " directory to begin anew. Faults:\n  - "
              + String.join("\n  - ", faults));
    }
    return Optional.empty();
  }

  /**
   * A snapshot with its state.
   *
   * @throws SnapshotException naming the file that is not as it was written
   */
  public Snapshot read(long id) throws IOException {
    Manifest manifest = manifest(id);
    Snapshot head = manifest.head();
    Map<String, List<Snapshot.Section>> state = new LinkedHashMap<>();
    for (int i = 0; i < manifest.files().size(); i++) {
      StateFile file = manifest.files().get(i);
      List<Snapshot.Section> sections = new ArrayList<>();
      file.read(path(id).resolve(StateFile.name(i)), head.format(), sections::add);
      state.put(file.stage(), sections);
    }
    return new Snapshot(
        head.id(),
        head.pipeline(),
        head.created(),
        head.eventTimeMillis(),
        head.workers(),
        head.format(),
        head.stages(),
        head.positions(),
        state);
  }

  /**
   * Reads all of a snapshot, and holds one section of it at a time.
   *
   * @throws SnapshotException naming the file that is not as it was written
   */
  public void verify(long id) throws IOException {
    Manifest manifest = manifest(id);
    for (int i = 0; i < manifest.files().size(); i++) {
      Path file = path(id).resolve(StateFile.name(i));
      manifest.files().get(i).read(file, manifest.head().format(), section -> {});
    }
  }

  /**
   * What a snapshot is, without reading its state.
   *
   * @throws SnapshotException if there is none, or its manifest is not as it was written
   */
  public Manifest manifest(long id) throws IOException {
    Path path = path(id);
    if (!Files.isDirectory(path)) {
      throw new SnapshotException(
          directory + ": found no snapshot " + id + ", required one of " + list() + ".");
    }
    Manifest manifest = Manifest.read(path);
    if (manifest.head().id() != id) {
      throw new SnapshotException(
          path + ": found snapshot " + manifest.head().id() + ", required " + id + ".");
    }
    return manifest;
  }

  private void writeFiles(Snapshot snapshot, Path target) throws IOException {
    List<StateFile> written = new ArrayList<>();
    for (Map.Entry<String, List<Snapshot.Section>> each : snapshot.state().entrySet()) {
      Path file = target.resolve(StateFile.name(written.size()));
      written.add(StateFile.write(file, each.getKey(), each.getValue(), files));
    }
    byte[] manifest = new Manifest(snapshot, written).toBytes();
    files.write(target.resolve(Manifest.FILE), List.of(manifest));
  }

  /** A failure here leaves more than is retained, which the next write tries to remove again. */
  private void removeOldest() {
    try {
      List<Long> ids = list();
      for (long id : ids.subList(0, Math.max(0, ids.size() - retained))) {
        // Renamed first: if this process dies meanwhile, nobody takes the rest for a snapshot.
        Path temporary = temporary(path(id));
        files.rename(path(id), temporary);
        files.delete(temporary);
      }
    } catch (IOException failure) {
      LOG.warn("{}: an old snapshot cannot be removed: {}", directory, failure.toString());
    }
  }

  /** Whoever wrote them is dead, as this store holds the lock. */
  private void removeTemporary() throws IOException {
    List<Path> left;
    try (Stream<Path> paths = Files.list(directory)) {
      left = paths.filter(path -> path.getFileName().toString().startsWith(TEMPORARY)).toList();
    }
    for (Path each : left) {
      LOG.info("{}: left by a process that died, removed", each);
      files.delete(each);
    }
  }

  private void discard(Path path, IOException failure) {
    try {
      files.delete(path);
    } catch (IOException remains) {
      failure.addSuppressed(remains);
    }
  }

  private Path path(long id) {
    return directory.resolve("snapshot-%08d".formatted(id));
  }

  private Path temporary(Path path) {
    return directory.resolve(TEMPORARY + path.getFileName());
  }
}
