package org.tensair.engine.source;

import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tensair.api.ExecutionFailedException;

/**
 * Reads splits for a worker, so that waiting, decompressing and parsing are not on its path. All
 * its bounded splits share one thread, which reads the one that is furthest behind in event time;
 * each unbounded source has its own, which goes round its splits.
 *
 * <pre>{@code
 * open all
 * while (not stopped and not all ended) {
 *   choose a split that has room, and is not too far ahead
 *   none: park until the worker has given most batches back
 *   read once; nothing there for all splits: park, longer each time
 * }
 * end and close all
 * }</pre>
 *
 * <p>It blocks in {@code SourceReader.open}, {@code read} and {@code close}, and in the two parks.
 */
final class SourceThread implements Runnable {

  private static final long LONGEST_PARK_NANOS = 20_000_000;

  private final List<Split> splits;
  private final @Nullable Skew skew;
  private final BooleanSupplier stopped;
  private final Consumer<ExecutionFailedException> failed;
  private int turn;
  private int misses;

  /**
   * @param skew of bounded splits; null for unbounded ones
   * @param stopped whether to stop reading
   * @param failed is told why reading failed
   */
  SourceThread(
      List<Split> splits,
      @Nullable Skew skew,
      BooleanSupplier stopped,
      Consumer<ExecutionFailedException> failed) {
    this.splits = splits;
    this.skew = skew;
    if (skew != null) {
      skew.reached(this, Long.MIN_VALUE);
    }
    this.stopped = stopped;
    this.failed = failed;
  }

  @Override
  public void run() {
    try {
      for (Split split : splits) {
        split.open();
      }
      while (!stopped.getAsBoolean() && !splits.stream().allMatch(Split::ended)) {
        readOrPark();
      }
    } catch (ExecutionFailedException failure) {
      if (!stopped.getAsBoolean() || !interrupted(failure)) {
        failed.accept(failure);
      }
    } catch (Throwable fault) {
      failed.accept(new ExecutionFailedException("reader", "reading sources: " + fault, fault));
    } finally {
      end();
    }
  }

  private void readOrPark() {
    Split split = skew != null ? furthestBehind(skew) : nextInTurn();
    if (split == null) {
      LockSupport.parkNanos(this, 5 * LONGEST_PARK_NANOS);
    } else if (split.read()) {
      misses = 0;
    } else if (++misses >= splits.size()) {
      int rounds = Math.min(misses / splits.size(), 11);
      LockSupport.parkNanos(this, Math.min(10_000L << rounds, LONGEST_PARK_NANOS));
    }
  }

  private @Nullable Split nextInTurn() {
    for (int i = 0; i < splits.size(); i++) {
      turn = (turn + 1) % splits.size();
      Split split = splits.get(turn);
      if (!split.ended() && split.hasRoom()) {
        return split;
      }
    }
    return null;
  }

  /**
   * The split with the least time that has room. One that is more than the greatest skew ahead of
   * the slowest is left alone, unless the worker has nothing of it and so may be waiting for it.
   */
  private @Nullable Split furthestBehind(Skew allowed) {
    Split best = null;
    long slowest = Long.MAX_VALUE;
    for (Split split : splits) {
      if (!split.ended()) {
        slowest = Math.min(slowest, split.readTo());
        if (split.hasRoom() && (best == null || split.readTo() < best.readTo())) {
          best = split;
        }
      }
    }
    allowed.reached(this, slowest);
    if (best != null && allowed.exceeded(best.readTo())) {
      best = splits.stream().filter(Split::starving).findFirst().orElse(null);
    }
    return best;
  }

  /** Whether a read failed because a stop, or the end of the run, interrupted it. */
  private static boolean interrupted(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof InterruptedException
          || cause instanceof InterruptedIOException
          || cause instanceof ClosedByInterruptException) {
        return true;
      }
    }
    return false;
  }

  private void end() {
    if (skew != null) {
      skew.ended(this);
    }
    // An interrupt was meant for a read; closing must not see it.
    boolean interrupted = Thread.interrupted();
    for (Split split : splits) {
      try {
        split.end();
      } catch (ExecutionFailedException failure) {
        failed.accept(failure);
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
