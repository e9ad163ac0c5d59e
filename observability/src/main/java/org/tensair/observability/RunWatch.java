package org.tensair.observability;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tensair.api.Execution;
import org.tensair.api.LearningResult;

/**
 * Asks a run five times a second how far it is, keeps the answers, and hands them to a display.
 *
 * <p>One thread, {@code tensair-progress}. It only reads, and never makes the run wait. It blocks
 * in one place, until the next reading is due or the run has ended.
 */
public final class RunWatch {

  /** A reading takes the run up to 2 ms, most of it for the AUC. */
  private static final long MILLIS_BETWEEN_READINGS = 200;

  /** Readings over which the shown rate is taken: one second. */
  private static final int READINGS_OF_RATE = 5;

  private final Execution execution;
  private final String stage;
  private final Supplier<Display> displays;
  private final ProcessClock clock;
  private final double startSeconds;
  private final List<Throughput.Sample> samples = new ArrayList<>();
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
   * Takes the last reading, now, and ends the display. Call it once, as soon as the run has ended.
   *
   * @return all readings
   */
  public Throughput finish() throws InterruptedException {
    endSeconds = clock.seconds();
    ended.countDown();
    thread.join();
    RuntimeException failed = failure;
    if (failed != null) {
      throw failed;
    }
    return new Throughput(startSeconds, List.copyOf(samples));
  }

  private void watch() {
    try (Display display = displays.get()) {
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
    LearningResult result = execution.learning().get(stage);
    if (result == null) {
      return;
    }
    Throughput.Sample newest = new Throughput.Sample(seconds, result.predicted());
    samples.add(newest);
    display.show(seconds, recentRate(newest), result);
  }

  private double recentRate(Throughput.Sample newest) {
    Throughput.Sample oldest = samples.get(Math.max(0, samples.size() - 1 - READINGS_OF_RATE));
    double seconds = newest.seconds() - oldest.seconds();
    return seconds > 0 ? (newest.predicted() - oldest.predicted()) / seconds : Double.NaN;
  }
}
