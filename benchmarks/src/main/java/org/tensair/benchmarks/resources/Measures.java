package org.tensair.benchmarks.resources;

import static org.tensair.api.Aggregates.count;
import static org.tensair.api.Aggregates.sumLong;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.tensair.api.Execution;
import org.tensair.api.MetricNames;
import org.tensair.api.Pipeline;
import org.tensair.api.RunOptions;
import org.tensair.api.Sink;
import org.tensair.api.SinkWriter;
import org.tensair.api.Stream;
import org.tensair.api.Window;

/** Runs pipelines and measures what they take. */
final class Measures {

  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final double MEGABYTE = 1e6;
  private static final int FEW_KEYS = 100;
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final int workers;

  Measures(int workers) {
    this.workers = workers;
  }

  /** Percent of one core that a pipeline without records takes. */
  Measured idle(Duration time) throws InterruptedException {
    try (Execution run = counts(new Numbers(0, workers, Long::valueOf))) {
      Thread.sleep(3_000); // Workers that have had nothing for a while sleep longer.
      long cpu = PROCESS.getProcessCpuTime();
      long from = System.nanoTime();
      Thread.sleep(time.toMillis());
      double percent = 100.0 * (PROCESS.getProcessCpuTime() - cpu) / (System.nanoTime() - from);
      requireRunning(run);
      return new Measured("CPU of an idle pipeline", percent, 1, "% of a core");
    }
  }

  /** Heap of so many long keys with a sum each. */
  Measured heap(long keys) throws InterruptedException {
    long before = usedHeap();
    Pipeline pipeline = Pipeline.named("keys");
    long each = keys / workers;
    pipeline
        .read(new Numbers(each, workers, Long::valueOf))
        .keyBy(key -> key)
        .window(Window.tumbling(Duration.ofDays(1)))
        .aggregate(sumLong((Long key) -> key), window -> window.value())
        .to(new Ignore<>());
    try (Execution run = pipeline.start(options())) {
      awaitRecords(run, each * workers);
      double used = (usedHeap() - before) / MEGABYTE;
      String what = "heap of %,d long keys with a sum".formatted(each * workers);
      return new Measured(what, used, 1_200.0 * each * workers / 10_000_000, "MB");
    }
  }

  /** Bytes that the workers allocate for each record of a chain of stages. */
  Measured garbage(Duration time) throws InterruptedException {
    Long[] numbers = new Long[FEW_KEYS];
    for (int i = 0; i < FEW_KEYS; i++) {
      numbers[i] = (long) i;
    }
    try (Execution run =
        counts(
            new Numbers(
                Long.MAX_VALUE / workers / 2, workers, next -> numbers[(int) (next % FEW_KEYS)]))) {
      Thread.sleep(time.toMillis());
      double records = records(run);
      long bytes = allocatedByWorkers();
      Thread.sleep(time.toMillis());
      double perRecord = (allocatedByWorkers() - bytes) / (records(run) - records);
      return new Measured("garbage of a chain of stages", perRecord, 1, "bytes per record");
    }
  }

  /** The longest of several stops, or closes, at random moments of full load. */
  Measured stop(boolean drain, int times, long seed) throws InterruptedException {
    Random random = new Random(seed);
    long longest = 0;
    for (int i = 0; i < times; i++) {
      Execution run = counts(new Numbers(Long.MAX_VALUE / workers / 2, workers, Long::valueOf));
      Thread.sleep(random.nextInt(1_000));
      long from = System.nanoTime();
      if (drain) {
        run.stop();
        run.await(LONGEST);
      }
      run.close();
      longest = Math.max(longest, System.nanoTime() - from);
    }
    String what = "longest of %d %s".formatted(times, drain ? "stops" : "closes");
    return new Measured(what, longest / 1e6, 5_000, "ms");
  }

  private Execution counts(Numbers numbers) {
    Pipeline pipeline = Pipeline.named("resources");
    Stream<Long> odd =
        pipeline.read(numbers).filter(number -> number >= 0).filter(number -> number % 2 == 1);
    odd.keyBy(number -> number % FEW_KEYS)
        .window(Window.tumbling(Duration.ofSeconds(10)))
        .combined()
        .aggregate(count(), window -> window.value())
        .to(new Ignore<>());
    return pipeline.start(options());
  }

  private RunOptions options() {
    return RunOptions.defaults().workers(workers);
  }

  private static void awaitRecords(Execution run, long records) throws InterruptedException {
    long deadline = System.nanoTime() + LONGEST.toNanos();
    while (records(run) < records) {
      requireRunning(run);
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "%s: %,.0f of %,d records in %s"
                .formatted(run.pipeline(), records(run), records, LONGEST));
      }
      Thread.sleep(50);
    }
  }

  private static void requireRunning(Execution run) throws InterruptedException {
    if (run.await(Duration.ZERO)) {
      throw new IllegalStateException(run.pipeline() + ": it ended, and its source has no end");
    }
  }

  private static double records(Execution run) {
    Map<String, Double> metrics = run.metrics();
    return metrics.getOrDefault(MetricNames.of(MetricNames.RECORDS_OUT, Numbers.NAME), 0.0);
  }

  private static long usedHeap() throws InterruptedException {
    for (int i = 0; i < 2; i++) {
      System.gc();
      Thread.sleep(200);
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static long allocatedByWorkers() {
    long bytes = 0;
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith("worker-")) {
        bytes += THREADS.getThreadAllocatedBytes(thread.getId());
      }
    }
    return bytes;
  }

  /** Takes what it is given, and forgets it. */
  private static final class Ignore<T> implements Sink<T> {
    private static final long serialVersionUID = 1;

    @Override
    public String name() {
      return "ignore";
    }

    @Override
    public boolean parallel() {
      return true;
    }

    @Override
    public SinkWriter<T> open() {
      return new SinkWriter<>() {
        @Override
        public void write(T record, long eventTime) {}

        @Override
        public void close() {}
      };
    }
  }
}
