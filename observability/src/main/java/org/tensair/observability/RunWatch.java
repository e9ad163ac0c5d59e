package org.tensair.observability;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tensair.api.Execution;
import org.tensair.api.LearningResult;

/**
 * Asks a run five times a second how far it is, keeps the answers, and hands them to a display.
 *
 * <p>One thread, {@code tensair-progress}. It only reads, and never makes the run wait. It blocks
 * until the next reading is due or the run has ended, and wherever the display's terminal or pipe
 * does. A display that fails is logged once and left out.
 */
public final class RunWatch {

  private static final Logger LOG = LoggerFactory.getLogger(RunWatch.class);

  /** A reading takes the run up to 2 ms, most of it for the AUC. */
  private static final long MILLIS_BETWEEN_READINGS = 200;

  /** For the last reading and what the display still has to write. */
  private static final long MILLIS_TO_FINISH = 5_000;

  /** Readings over which the shown rate is taken: one second. */
  private static final int READINGS_OF_RATE = 5;

  private final Execution execution;
  private final String stage;
  private final Supplier<Display> displays;
  private final ProcessClock clock;
  private final double startSeconds;
  private final List<Throughput.Sample> samples = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread thread = new Thread(this::watch, "tensair-progress");
  private volatile double endSeconds;
  private volatile @Nullable RuntimeException failure;

  RunWatch(
      Execution execution,
      String stage,
      Supplier<Display> displays,
      ProcessClock clock,
      double startSeconds) {
    this.execution = execution;
    this.stage = stage;
    this.displays = displays;
    this.clock = clock;
    this.startSeconds = startSeconds;
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Takes the last reading, now, and ends the display, waiting a few seconds for it. Call it once,
   * as soon as the run has ended.
   *
   * @return all readings
   * @throws RuntimeException that of the run, if it could not be read
   */
  public Throughput finish() throws InterruptedException {
    endSeconds = clock.seconds();
    ended.countDown();
    thread.join(MILLIS_TO_FINISH);
    if (thread.isAlive()) {
      LOG.warn("The progress display did not end within {} ms; left behind.", MILLIS_TO_FINISH);
      sample(endSeconds);
    }
    RuntimeException failed = failure;
    if (failed != null) {
      throw failed;
    }
    return new Throughput(startSeconds, List.copyOf(samples));
  }

  private void watch() {
    try (Display display = new OptionalDisplay(displays)) {
      while (!ended.await(MILLIS_BETWEEN_READINGS, TimeUnit.MILLISECONDS)) {
        read(clock.seconds(), display);
      }
      read(endSeconds, display);
    } catch (InterruptedException noOneWaits) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException failed) {
      failure = failed;
    }
  }

  private void read(double seconds, Display display) {
    LearningResult result = sample(seconds);
    if (result != null) {
      display.show(seconds, recentRate(), result);
    }
  }

  private @Nullable LearningResult sample(double seconds) {
    LearningResult result = execution.learning().get(stage);
    if (result != null) {
      samples.add(new Throughput.Sample(seconds, result.predicted() - result.restored()));
    }
    return result;
  }

  private double recentRate() {
    Throughput.Sample newest = samples.get(samples.size() - 1);
    Throughput.Sample oldest = samples.get(Math.max(0, samples.size() - 1 - READINGS_OF_RATE));
    double seconds = newest.seconds() - oldest.seconds();
    return seconds > 0 ? (newest.predicted() - oldest.predicted()) / seconds : Double.NaN;
  }
}
