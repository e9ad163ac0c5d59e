package org.tensair.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensair.api.DType;
import org.tensair.api.Evaluation;
import org.tensair.api.RowBlock;
import org.tensair.api.TensorSpec;
import org.tensair.api.spi.Score;

class EvaluationTest {

  private static final Classes BINARY = new Classes(new LedgerModel(1).card());

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void areaIsThatOfAllPairs(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Tally tally = new Tally(65_536);
    int rows = 2_000;
    double[] p = new double[rows];
    int[] y = new int[rows];
    for (int i = 0; i < rows; i++) {
      // Few different values, so that there are ties.
      p[i] = random.nextInt(300) / 300.0;
      y[i] = random.nextDouble() < 0.2 + 0.5 * p[i] ? 1 : 0;
      tally.add(0, 0, y[i], p[i]);
    }
    assertThat(tally.evaluation().auc()).isCloseTo(naiveArea(p, y), within(1e-12));
  }

  private static double naiveArea(double[] p, int[] y) {
    double ordered = 0;
    long pairs = 0;
    for (int i = 0; i < p.length; i++) {
      for (int j = 0; j < p.length; j++) {
        if (y[i] == 1 && y[j] == 0) {
          pairs++;
          ordered += p[i] > p[j] ? 1 : p[i] == p[j] ? 0.5 : 0;
        }
      }
    }
    return ordered / pairs;
  }

  @Test
  void ofTwoOutputsTheSecondIsTheProbabilityOfClassOne() {
    TensorSpec output = new TensorSpec("softmax", DType.FLOAT32, List.of(-1L, 2L));
    TensorSpec label = new TensorSpec("label", DType.INT32, List.of(-1L));
    Classes classes = new Classes(output, label);
    RowBlock outputs = new RowBlock(List.of(output), 1);
    outputs.at(0).putFloat(0, 0, 0.2f);
    outputs.at(0).putFloat(0, 1, 0.8f);
    assertThat(classes.binary()).isTrue();
    assertThat(classes.probability(outputs, 0)).isEqualTo(0.8f);
    assertThat(classes.predicted(outputs, 0)).isEqualTo(1);
    RowBlock labels = new RowBlock(List.of(label), 1);
    labels.at(0).putInt(0, 0, 1);
    assertThat(classes.actual(labels, 0)).isEqualTo(1);
  }

  @Test
  void talliesOfReplicasAddUp() {
    SplittableRandom random = new SplittableRandom(7);
    Tally whole = new Tally(1_024);
    Tally left = new Tally(1_024);
    Tally right = new Tally(1_024);
    for (int i = 0; i < 1_000; i++) {
      double p = random.nextDouble();
      int actual = random.nextDouble() < p ? 1 : 0;
      // A quarter is exact in binary, so the order of the sum does not matter.
      whole.add(0.25, p > 0.5 ? 1 : 0, actual, p);
      (i % 3 == 0 ? left : right).add(0.25, p > 0.5 ? 1 : 0, actual, p);
    }
    left.merge(right);
    assertThat(left.evaluation()).isEqualTo(whole.evaluation());
  }

  @Test
  void withoutProbabilitiesThereIsNoArea() {
    Tally logits = new Tally(16);
    logits.add(0.5, 1, 1, 0.7);
    logits.add(0.5, 1, 1, 3.2);
    Tally merged = new Tally(16);
    merged.add(0.5, 0, 0, 0.2);
    merged.merge(logits);
    for (Tally tally : List.of(logits, logits.copy(), merged)) {
      assertThat(tally.evaluation().auc()).isNaN();
      assertThat(tally.evaluation().accuracy()).isEqualTo(1);
      assertThat(tally.evaluation().loss()).isEqualTo(0.5);
    }
  }

  @Test
  void aMetricLeavesOutAMiniBatchThatGivesNoNumber() {
    CardMetrics metrics = new CardMetrics(new LedgerModel(1).card());
    assertThat(metrics.means()).containsEntry("error", Double.NaN);
    Score score = new Score(1, 1);
    for (double sum : new double[] {1, Double.NaN, 2}) {
      score.metricSums()[0] = sum;
      score.metricCounts()[0] = 4;
      metrics.add(score);
    }
    CardMetrics both = metrics.copy();
    both.merge(metrics);
    assertThat(metrics.means()).containsExactly(Map.entry("error", 3 / 8.0));
    assertThat(both.means()).isEqualTo(metrics.means());
  }

  @Test
  void nothingScoredIsNotANumber() {
    Evaluation none = new Tally(16).evaluation();
    assertThat(none.rows()).isZero();
    assertThat(none.loss()).isNaN();
    assertThat(none.accuracy()).isNaN();
    assertThat(none.auc()).isNaN();
  }

  @Test
  void aRowWithoutClassCountsForTheLossOnly() {
    Tally tally = new Tally(16);
    tally.add(1, 1, 1, 0.9);
    tally.add(3, 1, Classes.NONE, 0.9);
    assertThat(tally.evaluation().loss()).isEqualTo(2);
    assertThat(tally.evaluation().accuracy()).isEqualTo(1);
  }

  @Test
  void baselinesKnowOnlyLabelsThatCameBefore() {
    Baselines baselines = new Baselines(BINARY);
    PendingRow first = new PendingRow(0);
    PendingRow second = new PendingRow(1);
    PendingRow third = new PendingRow(2);
    baselines.predict(first);
    baselines.predict(second);
    assertThat(first.noChange).isEqualTo(Classes.NONE);
    assertThat(first.majorityProbability).isEqualTo(0.5f);
    assertThat(second.noChangeProbability).isEqualTo(0.5f);

    baselines.learn(first, 1);
    baselines.predict(third);
    assertThat(third.noChange).isEqualTo(1);
    assertThat(third.majority).isEqualTo(1);
    assertThat(third.majorityProbability).isEqualTo(2 / 3f);
    // No row was yet predicted with a known label, so what follows a 1 is not known.
    assertThat(third.noChangeProbability).isEqualTo(0.5f);

    baselines.learn(third, 0);
    baselines.learn(second, 1);
    PendingRow fourth = new PendingRow(3);
    baselines.predict(fourth);
    assertThat(fourth.noChange).isEqualTo(1);
    assertThat(fourth.noChangeProbability).isEqualTo(1 / 3f);
    assertThat(fourth.majorityProbability).isEqualTo(3 / 5f);
  }

  @Test
  void pointsAreHalvedWhenThereAreTooMany() {
    Evaluator evaluator = new Evaluator(BINARY, 10);
    Evaluator finer = new Evaluator(BINARY, 10);
    PendingRow row = new PendingRow(0);
    for (long index = 0; index < 10_000; index++) {
      row.index = index;
      (index % 2 == 0 || index >= 1_000 ? evaluator : finer).add(row, index, 1, 0, 1, 0.5);
    }
    Evaluator.Snapshot merged =
        Evaluator.Snapshot.merged(List.of(finer.snapshot(), evaluator.snapshot()));
    assertThat(merged.rowsPerPoint()).isEqualTo(20);
    assertThat(merged.points()).hasSize(500);
    assertThat(merged.points().values())
        .allSatisfy(point -> assertThat(point.evaluation().rows()).isEqualTo(20));
    assertThat(merged.total().evaluation().rows()).isEqualTo(10_000);
  }

  @Test
  void snapshotsDoNotChange() {
    Evaluator evaluator = new Evaluator(BINARY, 10);
    PendingRow row = new PendingRow(0);
    evaluator.add(row, 0, 1, 0, 1, 0.5);
    Evaluator.Snapshot before = evaluator.snapshot();
    evaluator.add(row, 0, 1, 0, 1, 0.5);
    assertThat(before.total().evaluation().rows()).isEqualTo(1);
    assertThat(before.points().get(0L)).isNotNull();
    assertThat(evaluator.snapshot().points().values())
        .allSatisfy(point -> assertThat(point.evaluation().rows()).isEqualTo(2));
    assertThat(before.points().values())
        .allSatisfy(point -> assertThat(point.evaluation().rows()).isEqualTo(1));
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5})
  void lagPercentileIsCloseToTheSortedOne(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    LagHistogram whole = new LagHistogram();
    LagHistogram half = new LagHistogram();
    LagHistogram otherHalf = new LagHistogram();
    List<Long> lags = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      long lag = (long) Math.exp(20 * random.nextDouble());
      lags.add(lag);
      whole.add(lag);
      (i % 2 == 0 ? half : otherHalf).add(lag);
    }
    half.merge(otherHalf);
    long[] sorted = lags.stream().mapToLong(Long::longValue).sorted().toArray();
    assertThat(whole.p99()).isCloseTo(sorted[9_899] / 1000.0, within(sorted[9_899] / 30_000.0));
    assertThat(whole.mean())
        .isCloseTo(Arrays.stream(sorted).average().orElseThrow() / 1000, within(1e-6));
    assertThat(whole.leadMax()).isEqualTo(-sorted[0] / 1000.0);
    assertThat(half.p99()).isEqualTo(whole.p99());
    assertThat(half.leadMax()).isEqualTo(whole.leadMax());
  }

  @Test
  void aLeadIsSeen() {
    LagHistogram lags = new LagHistogram();
    lags.add(5_000);
    lags.add(-2_000);
    lags.add(Long.MAX_VALUE / 2);
    assertThat(lags.leadMax()).isEqualTo(2);
    assertThat(new LagHistogram().leadMax()).isNaN();
    assertThat(new LagHistogram().p99()).isNaN();
  }
}
