package org.tensair.engine;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.tensair.api.ExecutionFailedException;
import org.tensair.engine.operator.SinkOperator;
import org.tensair.engine.replica.ModelStage;

/**
 * Runs one copy of a pipeline's stages on its share of the splits and keys. Before it: the source
 * threads; beside it: the other workers, and the replicas.
 *
 * <pre>{@code
 * open the sinks
 * while (a chain has not ended) {
 *   each chain, the last one first:
 *     process some of what has come; at a snapshot's marker: save the state, send the marker on
 *   hand on what the replicas have emitted
 *   nothing to do: send partial batches, and park
 * }
 * end the replicas' inputs; hand on their outputs until they have returned
 * flush the sinks
 * }</pre>
 *
 * <p>It blocks in the sinks, in its park, and while a queue is full: another worker's, or a
 * replica's. Then it works on what is downstream of the chain that waits ({@link #whileFull}), and
 * tells its receivers the time, so that workers never wait for each other for ever. Records only
 * reach chains of higher levels, so no stage is entered twice.
 */
final class Worker {

  /** New records and a half full output queue wake the worker; other outputs wait for so long. */
  private static final long PARK_NANOS = 1_000_000;

  /** The same once nothing has come for a while. */
  private static final long IDLE_PARK_NANOS = 100_000_000;

  private static final int PARKS_UNTIL_IDLE = 100;

  /** How old a partial batch may get. */
  private static final long FLUSH_NANOS = 300_000;

  private final int number;
  private final int workers;
  private final boolean live;
  private final List<Chain> chains;
  private final Collection<SinkOperator> sinks;
  private final Collection<ModelStage> models;
  private final RunControl control;
  private final Cutter cutter;
  private final AtomicLong idleNanos = new AtomicLong();
  private volatile @Nullable Thread thread;
  private @Nullable Runnable others;
  private @Nullable Chain running;
  private final Runnable firstEnded;
  private int blockedLevel = -1;
  private boolean chainsEnded;
  private boolean ended;
  private long since;
  private long lastFlush;
  private int idleParks;

  /**
   * @param workers how many there are
   * @param live whether some source never ends, so that nothing may wait for a batch to fill
   * @param firstEnded is run once the first chain has ended
   */
  Worker(
      int number,
      int workers,
      boolean live,
      Graph graph,
      RunControl control,
      Cutter cutter,
      Runnable firstEnded) {
    this.number = number;
    this.workers = workers;
    this.live = live;
    this.chains = graph.chains();
    this.sinks = graph.sinks();
    this.models = graph.models().values();
    this.control = control;
    this.cutter = cutter;
    this.firstEnded = firstEnded;
  }

  /** From now on this worker, while it waits for room, lets {@code others} take a turn. */
  void yieldTo(Runnable others) {
    this.others = others;
  }

  int number() {
    return number;
  }

  /** Opens the sinks; on the worker's thread. */
  void open() {
    thread = Thread.currentThread();
    since = System.nanoTime();
    for (SinkOperator sink : sinks) {
      sink.open(number, workers);
    }
  }

  /** Whether everything has gone through. */
  boolean ended() {
    return ended;
  }

  /**
   * Does some of what there is to do, or waits for a moment.
   *
   * @return whether there was anything
   * @throws CancellationException if the run was given up
   */
  boolean turn() {
    control.check();
    cutter.commit(sinks);
    boolean more = cutFirst();
    more |= processFrom(0);
    more |= drain();
    if (chainsEnded && models.stream().allMatch(ModelStage::finished)) {
      finish();
    } else if (!more) {
      chains.stream().filter(chain -> !chain.done()).forEach(Chain::settleIdle);
      flush();
      models.forEach(ModelStage::flush);
      pause(null);
    } else {
      idleParks = 0;
      flushOldBatches();
    }
    return more;
  }

  private boolean cutFirst() {
    Chain first = chains.get(0);
    cutter.answer(first);
    long snapshot = cutter.toCut(first);
    if (snapshot == 0) {
      return false;
    }
    if (!cutter.takes(snapshot)) {
      first.mark(snapshot);
    } else {
      cut(first, snapshot);
      if (cutter.endsAt(snapshot)) {
        end(first);
      }
    }
    cutter.answer(first);
    return true;
  }

  private void finish() {
    while (drain()) {
      control.check();
    }
    models.forEach(model -> cutter.outputsAtEnd(model.stage()));
    if (!cutter.active()) {
      sinks.forEach(SinkOperator::finish);
    }
    ended = true;
  }

  /** Works on the chains from a level on, the last one first; whether there was anything. */
  private boolean processFrom(int level) {
    boolean more = false;
    for (int i = chains.size() - 1; i >= level; i--) {
      Chain chain = chains.get(i);
      if (!chain.done()) {
        more |= process(chain);
      }
    }
    return more;
  }

  private boolean process(Chain chain) {
    Chain before = enter(chain);
    boolean more = chain.poll();
    more |= chain.input().process();
    if (chain.level() > 0) {
      long marker = chain.input().marker();
      if (marker != 0) {
        cut(chain, marker);
        chain.input().pass();
        more = true;
        if (cutter.endsAt(marker)) {
          end(chain);
        }
      }
    }
    if (!chain.done() && chain.input().ended() && !cutter.willCut(chain)) {
      end(chain);
      more = true;
    }
    chain.times().reached(chain.clock().now(), chain.input().eventTime(), chain.input().newest());
    enter(before);
    return more;
  }

  private void cut(Chain chain, long snapshot) {
    cutter.save(chain, snapshot);
    chain.mark(snapshot);
  }

  private void end(Chain chain) {
    cutter.end(chain);
    chain.end(cutter.active());
    chainsEnded = chains.stream().allMatch(Chain::done);
    if (chain.level() == 0) {
      firstEnded.run();
    }
  }

  /** Waits for room for what a chain of this level emits: does something else for a moment. */
  void whileFull(int level) {
    control.check();
    int outer = blockedLevel;
    blockedLevel = level;
    Chain waiting = enter(null);
    if (!goOn()) {
      pause(chains.get(level));
    }
    enter(waiting);
    blockedLevel = outer;
  }

  /**
   * What can be done while a chain waits for room: tells others the time, and works on what is
   * downstream of the chain.
   *
   * @return whether there was anything
   */
  boolean goOn() {
    cutter.answer(chains.get(0));
    // All chains: others may need what they have sent, and its time, to make room.
    flush();
    boolean more = processFrom(blockedLevel + 1);
    more |= drain();
    return more;
  }

  private boolean drain() {
    boolean any = false;
    for (ModelStage model : models) {
      any |= model.drain(cutter);
    }
    return any;
  }

  private void flushOldBatches() {
    long now = System.nanoTime();
    if (now - lastFlush > FLUSH_NANOS) {
      lastFlush = now;
      flush();
      if (live) {
        models.forEach(ModelStage::flush);
      }
    }
  }

  private void flush() {
    for (Chain chain : chains) {
      if (!chain.done()) {
        chain.flush();
      }
    }
  }

  /**
   * Waits until it is woken, for a moment at most.
   *
   * @param blocked the chain that waits for room; null if there is nothing to do
   */
  private void pause(@Nullable Chain blocked) {
    control.hurryReaders();
    long from = System.nanoTime();
    if (others != null) {
      // One that has nothing to do has its next turn when others have had theirs.
      if (blocked != null) {
        others.run();
      }
    } else {
      idleParks = blocked == null ? idleParks + 1 : 0;
      boolean idle = idleParks >= PARKS_UNTIL_IDLE && chains.stream().noneMatch(Chain::waits);
      LockSupport.parkNanos(this, idle ? IDLE_PARK_NANOS : PARK_NANOS);
    }
    long waited = System.nanoTime() - from;
    since += waited;
    if (blocked == null) {
      idleNanos.lazySet(idleNanos.get() + waited);
    } else {
      blocked.times().addBlocked(waited);
    }
  }

  /** Counts the time until now for the chain that has run, and runs another one. */
  private @Nullable Chain enter(@Nullable Chain next) {
    long now = System.nanoTime();
    Chain before = running;
    if (before != null) {
      before.times().addBusy(now - since);
    }
    since = now;
    running = next;
    return before;
  }

  /** Unparks the worker. Any thread. */
  void wake() {
    LockSupport.unpark(thread);
  }

  /** The event time reached, in milliseconds since the epoch. Any thread. */
  long eventTime() {
    return chains.get(0).times().eventTime();
  }

  List<Chain> chains() {
    return chains;
  }

  double idleMillis() {
    return idleNanos.get() / 1e6;
  }

  /** Names what went wrong beside the stages' own failures. */
  static ExecutionFailedException fault(Throwable fault) {
    // User functions are named by their stages: this is the engine's own, or memory has run out.
    return new ExecutionFailedException("worker", "running the stages: " + fault, fault);
  }
}
