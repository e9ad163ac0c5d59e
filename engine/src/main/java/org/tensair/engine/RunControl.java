package org.tensair.engine;

import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.tensair.api.ExecutionFailedException;

/** The state of one run, which all its threads look at. Thread-safe. */
final class RunControl {

  /** Role of the threads that read sources. */
  static final String READER = "reader-";

  /** How long a reader may take to notice a stop before it is interrupted. */
  private static final long STOP_NANOS = 500_000_000;

  private final Threads threads;
  private volatile RunState state = RunState.RUNNING;
  private volatile @Nullable ExecutionFailedException failure;
  private long stoppedAt;
  private boolean stopsAtCut;
  private volatile boolean unread;
  private boolean hurried;

  RunControl(Threads threads) {
    this.threads = threads;
  }

  /** Moves on if that is legal now; the first of several ends wins. */
  synchronized boolean become(RunState next) {
    if (!state.canBecome(next)) {
      return false;
    }
    state = next;
    if (!stopsAtCut) {
      stoppedAt = System.nanoTime();
    }
    if (cancelled()) {
      threads.interruptAll();
    } else {
      threads.wake(READER);
    }
    return true;
  }

  /** Ends the run because a stage failed; only the first failure counts. */
  synchronized void fail(ExecutionFailedException cause) {
    if (state.canBecome(RunState.FAILED)) {
      failure = cause;
      become(RunState.FAILED);
    } else if (failure != null && failure != cause) {
      failure.addSuppressed(cause);
    }
  }

  /** The run will stop at a cut, until which its readers go on, unless a read blocks. */
  synchronized void stopsAtCut() {
    if (!stopsAtCut) {
      stopsAtCut = true;
      stoppedAt = System.nanoTime();
    }
  }

  /** Interrupts, once, readers that still read a while after the stop: a read may block. */
  synchronized void hurryReaders() {
    boolean stopping = state == RunState.STOPPING || (stopsAtCut && state == RunState.RUNNING);
    if (stopping && !hurried && System.nanoTime() - stoppedAt > STOP_NANOS) {
      hurried = true;
      unread = state == RunState.RUNNING;
      threads.interrupt(READER);
    }
  }

  /** Whether readers were stopped before the cut at which the run stops. */
  boolean unread() {
    return unread;
  }

  /** Why the run failed; null if it did not. */
  @Nullable ExecutionFailedException failure() {
    return failure;
  }

  /** Whether sources must no longer be read. */
  boolean stopped() {
    return unread || state != RunState.RUNNING;
  }

  /** Whether the run ends without finishing. */
  boolean cancelled() {
    return state == RunState.FAILED || state == RunState.CLOSED;
  }

  /** Throws if the run ends without finishing. */
  void check() {
    if (cancelled()) {
      throw new CancellationException("The run is " + state + ".");
    }
  }
}
