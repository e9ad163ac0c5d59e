package org.tensair.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tensair.api.Execution;

/**
 * Lets a run finish what it has read, and its report be written, when the process is told to stop
 * by SIGINT or SIGTERM.
 *
 * <p>The JVM answers these signals by starting the shutdown hooks, and ends when they have
 * returned, with exit code 130 or 143, or 0 if a snapshot holds what is left to do. So the hook,
 * one thread, asks the run to stop and then waits until {@link #close}; other threads go on
 * meanwhile. Both of its waits have a deadline.
 */
final class StopSignal implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StopSignal.class);

  /** For the rows that have been read, and then for the report. */
  private static final long SECONDS_TO_FINISH = 10;

  private final CountDownLatch finished = new CountDownLatch(1);
  private final Thread hook = new Thread(this::stop, "tensair-stop");
  private @Nullable Execution running;
  private final boolean saves;
  private boolean requested;
  private volatile boolean done;

  private StopSignal(boolean saves) {
    this.saves = saves;
  }

  /**
   * Listens from now on.
   *
   * @param saves whether a run that is stopped has lost nothing, so that the process ends with exit
   *     code 0 after {@link #done}
   */
  static StopSignal install(boolean saves) {
    StopSignal signal = new StopSignal(saves);
    Runtime.getRuntime().addShutdownHook(signal.hook);
    return signal;
  }

  /** The run that is to be stopped; at once, if the signal has come already. */
  synchronized void watch(Execution execution) {
    running = execution;
    if (requested) {
      execution.stop();
    }
  }

  /** Whether the signal has come. */
  synchronized boolean requested() {
    return requested;
  }

  /** Everything went well; call it before {@link #close}. */
  void done() {
    done = true;
  }

  /** Everything is written: the process may end. */
  @Override
  public void close() {
    finished.countDown();
    if (!requested()) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException shuttingDown) {
        LOG.debug("The signal came just now; its hook finds everything finished.");
      }
    }
  }

  void stop() {
    Execution execution = request();
    try {
      if (!finished.await(SECONDS_TO_FINISH, TimeUnit.SECONDS) && execution != null) {
        LOG.warn("The run did not finish within {} s; closing it.", SECONDS_TO_FINISH);
        execution.close();
        finished.await(SECONDS_TO_FINISH, TimeUnit.SECONDS);
      }
      if (saves && done) {
        Runtime.getRuntime().halt(0);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized @Nullable Execution request() {
    requested = true;
    if (running != null) {
      running.stop();
    }
    return running;
  }
}
