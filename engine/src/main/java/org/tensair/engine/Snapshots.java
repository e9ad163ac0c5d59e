package org.tensair.engine;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tensair.api.ExecutionFailedException;
import org.tensair.api.SinkWriter;
import org.tensair.api.SnapshotOptions;
import org.tensair.api.plan.Plan;
import org.tensair.engine.snapshot.Snapshot;
import org.tensair.engine.snapshot.SnapshotException;
import org.tensair.engine.snapshot.SnapshotRules;
import org.tensair.engine.snapshot.SnapshotStore;

/**
 * The snapshots of one run: one at a time is asked for, collected from all parts of the run, and
 * written by a thread of its own.
 *
 * <pre>
 *   request ─▶ each worker says how far it is ─▶ cut at the greatest of these event times
 *           ─▶ the parts come in, chain by chain ─▶ written ─▶ sinks commit
 * </pre>
 *
 * <p>A cut at one event time needs no records of queues in the snapshot: every chain takes all
 * records up to that time, and none after it. Where sources are live, there is no common order of
 * time, and each worker cuts where it is; its receivers then hold back an input that has come to
 * the marker until all have. A part that has ended gives its last state to all later snapshots.
 *
 * <p>Thread-safe. It never blocks a worker.
 */
final class Snapshots {

  /** The snapshot of the end of a run; behind all others, as a marker too. */
  static final long FINAL = SinkWriter.END;

  /** The cut's time while it is not known. */
  static final long UNKNOWN = Long.MIN_VALUE;

  /** The last snapshot is only written, and nobody waits for it but the end. */
  private static final Duration LEAST_FOR_LAST = Duration.ofSeconds(20);

  private static final Duration CENTURY = Duration.ofDays(36_500);
  private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);

  private final Plan plan;
  private final SnapshotOptions options;
  private final SnapshotStore store;
  private final int workers;
  private final boolean aligned;
  private final long first;
  private final Runnable wakeWorkers;
  private final Set<String> expected = new HashSet<>();
  private final Map<String, Part> ended = new HashMap<>();
  private final Map<String, Part> parts = new LinkedHashMap<>();
  private final Map<Integer, Long> reached = new HashMap<>();
  private final Map<Integer, Long> reachedAtEnd = new HashMap<>();
  private final ConcurrentSkipListMap<Long, Long> decided = new ConcurrentSkipListMap<>();
  private final Consumer<ExecutionFailedException> fail;
  private @Nullable CompletableFuture<Long> asked;
  private @Nullable CompletableFuture<Long> answering;
  private final CountDownLatch finished = new CountDownLatch(1);
  private volatile @Nullable String failure;
  private long next;
  private volatile long running;
  private volatile long committed;
  private volatile boolean stopping;
  private volatile long last;
  private volatile boolean over;
  private boolean abandoned;
  private long done;
  private long failed;

  /**
   * @param next number of the first snapshot
   * @param aligned whether all workers cut at one event time
   * @param wakeWorkers unparks all workers
   * @param fail ends the run, when no more snapshots can be taken
   */
  Snapshots(
      Plan plan,
      SnapshotOptions options,
      SnapshotStore store,
      int workers,
      long next,
      boolean aligned,
      Runnable wakeWorkers,
      Consumer<ExecutionFailedException> fail) {
    this.plan = plan;
    this.options = options;
    this.store = store;
    this.workers = workers;
    this.next = next;
    this.first = next;
    this.aligned = aligned;
    this.wakeWorkers = wakeWorkers;
    this.fail = fail;
  }

  /** Names a part without which no snapshot is complete; before the run starts. */
  synchronized void expect(String part) {
    expected.add(part);
  }

  /** Takes snapshots until the run is over; the body of a thread. */
  void run() {
    try {
      while (!over) {
        if (waitForTurn()) {
          take();
        }
      }
      takeLast();
    } catch (InterruptedException end) {
      failed("The run was given up.");
    } catch (Throwable fault) {
      failed(fault.toString());
      fail.accept(new ExecutionFailedException("snapshots", "taking one: " + fault, fault));
    } finally {
      giveUp("The run has ended.");
      finished.countDown();
    }
  }

  private synchronized void failed(String why) {
    if (failure == null) {
      failure = why;
    }
  }

  private synchronized boolean waitForTurn() throws InterruptedException {
    long deadline = System.nanoTime() + nanos(options.interval());
    while (!over && (last != 0 || (asked == null && !stopping))) {
      if (last != 0) {
        wait();
        continue;
      }
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return true;
      }
      wait(left);
    }
    return !over;
  }

  /** At most a century, so that a sum with it does not overflow. */
  private static long nanos(Duration duration) {
    return duration.compareTo(CENTURY) > 0 ? CENTURY.toNanos() : duration.toNanos();
  }

  private void take() throws InterruptedException {
    long id = begin();
    wakeWorkers.run();
    Snapshot snapshot = collect(id);
    String why = failure;
    if (snapshot != null) {
      try {
        store.write(snapshot);
      } catch (IOException | RuntimeException unwritten) {
        why = unwritten.getMessage();
        snapshot = null;
      }
    }
    boolean stopped = endsAt(id);
    finish(id, snapshot != null, why);
    if (snapshot == null && stopped && !over) {
      // Some workers have ended at its cut, so the run cannot go on to another one.
      String text = "taking the one at which the run was to stop: " + why;
      fail.accept(new ExecutionFailedException("snapshots", text, new SnapshotException(text)));
    }
    wakeWorkers.run();
  }

  private synchronized long begin() {
    parts.clear();
    reached.clear();
    reached.putAll(reachedAtEnd);
    failure = null;
    answering = asked;
    asked = null;
    if (stopping) {
      last = next;
    }
    running = next;
    if (!aligned) {
      // In this order: what is decided and not running was given up.
      decided.put(next, UNKNOWN);
    }
    return next++;
  }

  /** Lets the run end at the cut of a snapshot that begins now. */
  synchronized void stopAtCut() {
    stopping = true;
    notifyAll();
  }

  /** Whether the run ends before its input does. */
  boolean stopping() {
    return stopping;
  }

  /** Whether the run ends at the cut of this snapshot. */
  boolean endsAt(long snapshot) {
    return snapshot == last;
  }

  private synchronized @Nullable Snapshot collect(long id) throws InterruptedException {
    long deadline = System.nanoTime() + nanos(options.deadline());
    while (failure == null && !over) {
      Set<String> missing = missing();
      if (missing.isEmpty()) {
        return assemble(id);
      }
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        failure =
            "found nothing of "
                + missing
                + " within "
                + options.deadline()
                + ", required all parts.";
      } else {
        wait(left);
      }
    }
    if (failure == null) {
      failure = "The run has ended.";
    }
    return null;
  }

  private Set<String> missing() {
    Set<String> missing = new HashSet<>(expected);
    missing.removeAll(parts.keySet());
    missing.removeAll(ended.keySet());
    return missing;
  }

  private synchronized void finish(long id, boolean durable, @Nullable String why) {
    running = 0;
    parts.clear();
    CompletableFuture<Long> waiting = answering;
    answering = null;
    if (durable) {
      done++;
      committed = id;
      decided.headMap(id, true).clear();
    } else if (!over) {
      failed++;
      LOG.warn("Pipeline \"{}\": snapshot {} was given up: {}", plan.name(), id, why);
    }
    if (waiting != null) {
      if (durable) {
        waiting.complete(id);
      } else {
        waiting.completeExceptionally(new SnapshotException("Snapshot " + id + ": " + why));
      }
    }
  }

  /** Asks for a snapshot that begins after this call. */
  synchronized CompletableFuture<Long> ask() {
    CompletableFuture<Long> waiting = asked;
    if (waiting == null) {
      waiting = new CompletableFuture<>();
      asked = waiting;
      if (over) {
        giveUp("The run has ended.");
      }
      notifyAll();
    }
    return waiting;
  }

  private synchronized void giveUp(String why) {
    for (CompletableFuture<Long> waiting : Arrays.asList(asked, answering)) {
      if (waiting != null) {
        waiting.completeExceptionally(new SnapshotException(why));
      }
    }
    asked = null;
    answering = null;
  }

  /** Number of the first snapshot of this run. */
  long first() {
    return first;
  }

  /**
   * The first snapshot after {@code last} whose cut is decided, and the cut's event time, which is
   * {@link #UNKNOWN} where sources are live. Each worker cuts there and sends a marker, even if the
   * snapshot was given up meanwhile: else an input would wait for ever for the markers of others.
   */
  Map.@Nullable Entry<Long, Long> decidedAfter(long last) {
    return decided.higherEntry(last);
  }

  /** The snapshot that is being taken; 0 for none. */
  long running() {
    return running;
  }

  /** The newest snapshot that is durable; what it has prepared may be committed. */
  long committed() {
    return committed;
  }

  /** A worker says how far it is in event time, and goes no further until the cut is known. */
  synchronized void reached(int worker, long snapshot, long eventTime) {
    if (snapshot == running) {
      reached.put(worker, eventTime);
      tryCutTime();
    }
  }

  /** A worker's sources have ended: it says no more how far it is. */
  synchronized void reachedAtEnd(int worker, long eventTime) {
    reachedAtEnd.put(worker, eventTime);
    reached.put(worker, eventTime);
    tryCutTime();
  }

  private void tryCutTime() {
    if (aligned && running != 0 && reached.size() == workers && !decided.containsKey(running)) {
      decided.put(
          running, Math.max(UNKNOWN + 1, reached.values().stream().reduce(UNKNOWN, Math::max)));
      wakeWorkers.run();
    }
  }

  /** Takes a part. */
  synchronized void part(String name, long snapshot, Part part) {
    if (snapshot == FINAL) {
      ended.put(name, part);
      notifyAll();
    } else if (snapshot == running) {
      parts.put(name, part);
      notifyAll();
    }
  }

  /** A part cannot be had. */
  synchronized void fail(String name, long snapshot, String why) {
    if (snapshot == running || snapshot == FINAL) {
      failure = name + ": " + why;
      notifyAll();
    }
  }

  /**
   * Ends the snapshots with a last one, of everything at its end.
   *
   * @return null once it is durable, so that all that is prepared may be committed; else why not
   */
  @Nullable String end() {
    synchronized (this) {
      over = true;
      notifyAll();
    }
    try {
      long longest = Math.max(2 * nanos(options.deadline()), LEAST_FOR_LAST.toNanos());
      if (!finished.await(longest, TimeUnit.NANOSECONDS)) {
        return "found nothing written within "
            + Duration.ofNanos(longest)
            + ", required the last one.";
      }
    } catch (InterruptedException givenUp) {
      Thread.currentThread().interrupt();
      return "found an interrupt, required the last one.";
    }
    if (committed == FINAL) {
      return null;
    }
    return failure == null ? "found nothing written, required the last one." : failure;
  }

  /** Ends the snapshots without a last one: the run was given up. */
  synchronized void abandon() {
    over = true;
    abandoned = true;
    notifyAll();
  }

  private void takeLast() {
    Snapshot last;
    synchronized (this) {
      if (abandoned) {
        return;
      }
      parts.clear();
      Set<String> missing = missing();
      if (!missing.isEmpty()) {
        failure =
            failure == null ? "found nothing of " + missing + ", required all parts." : failure;
        return;
      }
      last = assemble(next++);
    }
    try {
      store.write(last);
    } catch (IOException | RuntimeException unwritten) {
      failure = unwritten.getMessage();
      return;
    }
    synchronized (this) {
      done++;
      committed = FINAL;
      CompletableFuture<Long> waiting = asked;
      asked = null;
      if (waiting != null) {
        waiting.complete(last.id());
      }
    }
  }

  private Snapshot assemble(long id) {
    Map<String, List<Snapshot.Section>> state = new LinkedHashMap<>();
    Map<String, long[]> positions = new LinkedHashMap<>();
    long watermark = Long.MAX_VALUE;
    long newest = Long.MIN_VALUE;
    Map<String, Long> watermarks = new HashMap<>();
    for (String name : expected.stream().sorted().toList()) {
      Part part = parts.containsKey(name) ? parts.get(name) : ended.get(name);
      if (part == null) {
        throw new IllegalStateException("Snapshot " + id + ": nothing of " + name + ".");
      }
      part.state()
          .forEach(
              (stage, sections) ->
                  state.computeIfAbsent(stage, each -> new ArrayList<>()).addAll(sections));
      part.positions().forEach((split, at) -> put(positions, split.stage(), split.split(), at));
      watermark = Math.min(watermark, part.watermark());
      newest = Math.max(newest, part.newest());
      part.stages().forEach(stage -> watermarks.merge(stage, part.watermark(), Math::min));
    }
    state.values().removeIf(List::isEmpty);
    return new Snapshot(
        id,
        plan.name(),
        Instant.now(),
        watermark == Long.MAX_VALUE ? newest : watermark,
        workers,
        Snapshot.FORMAT,
        SnapshotRules.stages(plan).stream()
            .map(stage -> stage.at(watermarks.getOrDefault(stage.name(), Long.MIN_VALUE)))
            .toList(),
        positions,
        state);
  }

  private static void put(Map<String, long[]> positions, String stage, int split, long at) {
    long[] known = positions.getOrDefault(stage, new long[0]);
    long[] all = known.length > split ? known : Arrays.copyOf(known, split + 1);
    all[split] = at;
    positions.put(stage, all);
  }

  synchronized long done() {
    return done;
  }

  synchronized long failed() {
    return failed;
  }
}
