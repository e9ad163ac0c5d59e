package org.tensair.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.tensair.api.Evaluation;
import org.tensair.api.Execution;
import org.tensair.api.LearningResult;
import org.tensair.api.LearningState;
import org.tensair.api.Mode;

/** Passes that are over at once, or go on until they are stopped; keeps what was asked for. */
final class FakeJob implements FlightsJob {

  private final boolean endless;
  final List<Settings> started = new ArrayList<>();
  final CountDownLatch begun = new CountDownLatch(1);

  FakeJob(boolean endless) {
    this.endless = endless;
  }

  @Override
  public Execution start(Settings settings) {
    started.add(settings);
    begun.countDown();
    return new Run(settings, new CountDownLatch(endless ? 1 : 0));
  }

  private record Run(Settings settings, CountDownLatch ended) implements Execution {

    @Override
    public String pipeline() {
      return "flight-delays";
    }

    @Override
    public void await() throws InterruptedException {
      ended.await();
    }

    @Override
    public boolean await(Duration timeout) throws InterruptedException {
      return ended.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void stop() {
      ended.countDown();
    }

    @Override
    public void close() {
      ended.countDown();
    }

    @Override
    public CompletionStage<Long> snapshot() {
      throw new IllegalStateException("flight-delays has no snapshots.");
    }

    @Override
    public Map<String, Double> metrics() {
      return Map.of();
    }

    @Override
    public Map<String, LearningResult> learning() {
      double auc = settings.mode() == Mode.ALWAYS_TRAIN ? 0.81 : 0.80;
      boolean linear = settings.model().endsWith("flights-logistic");
      return Map.of(
          STAGE, result(settings.records(), linear ? auc - 0.02 : auc, linear ? 0.41 : 0.40));
    }

    private static LearningResult result(long rows, double auc, double loss) {
      return new LearningResult(
          LearningState.TRAINING,
          rows,
          0,
          rows,
          0,
          0,
          rows,
          new Evaluation(rows, loss, 0.83, auc),
          Map.of(),
          List.of(),
          Map.of("majority", new Evaluation(rows, 0.55, 0.76, 0.5)),
          List.of(),
          List.of(),
          List.of(new LearningResult.Replica(0, rows / 32, 0, 0, 0, 0)),
          0,
          -60,
          900,
          3_500,
          0);
    }
  }
}
