package org.tensair.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensair.api.OnlineScaler;

class ScalerTest {

  private static double[] values(long seed, int count) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = 1e4 + 30 * random.nextDouble() * random.nextDouble();
    }
    return values;
  }

  private static float scale(OnlineScaler scaler, double value) {
    float[] scaled = new float[1];
    scaler.scale(new double[] {value}, scaled);
    return scaled[0];
  }

  private static double mean(double[] values, int from, int to) {
    return Arrays.stream(values, from, to).average().orElseThrow();
  }

  private static double deviation(double[] values, int from, int to) {
    double mean = mean(values, from, to);
    return Math.sqrt(
        Arrays.stream(values, from, to).map(v -> (v - mean) * (v - mean)).average().orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void scalesByWhatWasSeenBefore(long seed) {
    double[] values = values(seed, 500);
    OnlineScaler scaler = new ScalerStatistics(1).scaler("s", 2);
    float[] scaled = new float[2];
    for (int i = 0; i < values.length; i++) {
      scaler.scale(new double[] {Double.NaN, values[i]}, scaled);
      if (i >= 2) {
        double expected = (values[i] - mean(values, 0, i)) / deviation(values, 0, i);
        assertThat((double) scaled[1]).isCloseTo(Math.max(-6, Math.min(6, expected)), within(1e-4));
      }
    }
    scaler.scale(new double[] {5, Double.NaN}, scaled);
    assertThat(scaled).as("columns of their own").containsExactly(0, 0);
  }

  @Test
  void afterManyValuesIsNeverFarBehind() {
    double[] values = values(4, 20_000);
    OnlineScaler scaler = new ScalerStatistics(1).scaler("s", 1);
    double[] seen = new double[Moments.WIDTH];
    for (int i = 0; i < values.length; i++) {
      double value = i < 10_000 ? values[i] : values[i] + 20; // the mean moves for all that follows
      float scaled = scale(scaler, value);
      if (i > 2) {
        double expected = (value - Moments.mean(seen, 0)) / Moments.deviation(seen, 0);
        assertThat((double) scaled).isCloseTo(Math.max(-6, Math.min(6, expected)), within(0.25));
      }
      Moments.add(seen, 0, 1, value, 0, 0);
    }
  }

  @Test
  void aColumnThatBeginsLateIsScaledFromItsSecondValueOn() {
    OnlineScaler scaler = new ScalerStatistics(1).scaler("s", 2);
    float[] scaled = new float[2];
    for (int i = 0; i < 5_000; i++) {
      scaler.scale(new double[] {i, Double.NaN}, scaled);
    }
    double[] values = {1e9, 1e9 + 0.5, 1e9 + 0.25};
    for (double value : values) {
      scaler.scale(new double[] {1, value}, scaled);
    }
    assertThat(scaled[1]).as("the mean of the two before it").isZero();
    scaler.scale(new double[] {1, 1e9 + 0.5}, scaled);
    assertThat((double) scaled[1]).isCloseTo(Math.sqrt(1.5), within(1e-6));
  }

  @Test
  void missingAndFirstAndConstantValuesAreTheMean() {
    OnlineScaler scaler = new ScalerStatistics(1).scaler("s", 1);
    assertThat(scale(scaler, Double.NaN)).isZero();
    assertThat(scale(scaler, 7)).isZero();
    assertThat(scale(scaler, 7)).isZero();
    assertThat(scale(scaler, 8)).as("nothing but 7 was seen").isZero();
    assertThat(scale(scaler, Double.POSITIVE_INFINITY)).isZero();
    assertThat(scale(scaler, 1e9)).as("clipped").isEqualTo(6);
  }

  @ParameterizedTest
  @ValueSource(longs = {6, 7, 8})
  void sumsOfManyValuesGiveTheirMoments(long seed) {
    double[] values = values(seed, 1_000);
    double[] moments = new double[Moments.WIDTH];
    double sum = 0;
    double squares = 0;
    for (double value : values) {
      sum += value - 1.001e4;
      squares += (value - 1.001e4) * (value - 1.001e4);
    }
    Moments.add(moments, 0, 0, 5, 0, 0);
    Moments.add(moments, 0, values.length, 1.001e4, sum, squares);
    assertThat(Moments.mean(moments, 0)).isCloseTo(mean(values, 0, 1_000), within(1e-9));
    assertThat(Moments.deviation(moments, 0)).isCloseTo(deviation(values, 0, 1_000), within(1e-9));
  }

  @Test
  void aRowWithoutRoomForAllColumnsIsRefused() {
    OnlineScaler scaler = new ScalerStatistics(1).scaler("s", 3);
    assertThatThrownBy(() -> scaler.scale(new double[3], new float[2]))
        .hasMessageContaining("Scaler \"s\": found 3 values and room for 2, required 3 of each");
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14, 15})
  void momentsOfPartsMergeToThoseOfTheWhole(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] values = values(seed, 1_000);
    double[] whole = new double[Moments.WIDTH];
    double[] merged = new double[Moments.WIDTH];
    double[] part = new double[Moments.WIDTH];
    for (double value : values) {
      Moments.add(whole, 0, 1, value, 0, 0);
      Moments.add(part, 0, 1, value, 0, 0);
      if (random.nextInt(20) == 0) {
        Moments.merge(merged, 0, part, 0);
        part = new double[Moments.WIDTH];
      }
    }
    Moments.merge(merged, 0, part, 0);
    assertThat(merged[0]).isEqualTo(1_000);
    assertThat(merged[1]).isCloseTo(whole[1], within(1e-9));
    assertThat(merged[2]).isCloseTo(whole[2], within(1e-9 * whole[2]));
    assertThat(Moments.deviation(merged, 0))
        .isCloseTo(deviation(values, 0, values.length), within(1e-9));
  }

  @Test
  void replicasLearnTogetherWhateverIsRepeatedOrLost() {
    double[] values = values(21, 900);
    ScalerStatistics mine = new ScalerStatistics(3);
    ScalerStatistics second = new ScalerStatistics(3);
    ScalerStatistics third = new ScalerStatistics(3);
    List<ScalerStatistics> all = List.of(mine, second, third);
    List<OnlineScaler> scalers = all.stream().map(each -> each.scaler("s", 1)).toList();
    SplittableRandom random = new SplittableRandom(22);
    for (double value : values) {
      int rank = random.nextInt(3);
      scale(scalers.get(rank), value);
      if (random.nextInt(10) == 0 && rank > 0) {
        receive(mine, rank, all.get(rank));
      }
    }
    receive(mine, 1, second);
    receive(mine, 2, third);
    receive(mine, 2, third);
    double expected = (1e4 - mean(values, 0, 900)) / deviation(values, 0, 900);
    assertThat((double) scale(scalers.get(0), 1e4)).isCloseTo(expected, within(1e-6));
  }

  private static void receive(ScalerStatistics at, int rank, ScalerStatistics from) {
    double[] statistics = from.own();
    assertThat(statistics).isNotNull();
    if (statistics != null) {
      at.receive(rank, statistics);
    }
  }

  @Test
  void replicasWithOtherScalersAreRefused() {
    ScalerStatistics mine = new ScalerStatistics(2);
    mine.scaler("s", 2);
    assertThatThrownBy(() -> mine.receive(1, new double[Moments.WIDTH]))
        .hasMessageContaining("found 1 columns from replica 1, required 2");
  }

  @Test
  void encodersAskForWhatThereIsAndInTime() {
    ReplicaEncoderContext context =
        new ReplicaEncoderContext(
            new LogisticModel(2, 1).card().features(), new ScalerStatistics(1));
    assertThat(context.feature("x")).isZero();
    assertThatThrownBy(() -> context.feature("z"))
        .hasMessageContaining("found \"z\"")
        .hasMessageContaining("x float32[?, 2]");
    context.scaler("s", 1);
    assertThatThrownBy(() -> context.scaler("s", 1)).hasMessageContaining("found twice");
    assertThatThrownBy(() -> context.scaler("t", 0)).hasMessageContaining("found width 0");
    context.close();
    assertThatThrownBy(() -> context.scaler("u", 1)).hasMessageContaining("after the encoder");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void anotherNumberOfReplicasGoesOnWithWhatAllHaveSeen(int replicas) {
    double[] values = values(6, 3_001);
    List<ReplicaState.Scalers> states = new ArrayList<>();
    for (int rank = 0; rank < 3; rank++) {
      ScalerStatistics statistics = new ScalerStatistics(3);
      OnlineScaler scaler = statistics.scaler("s", 1);
      for (int i = rank; i < 3_000; i += 3) {
        scale(scaler, values[i]);
      }
      states.add(statistics.state());
    }
    double expected = (values[3_000] - mean(values, 0, 3_000)) / deviation(values, 0, 3_000);
    for (int rank = 0; rank < replicas; rank++) {
      ScalerStatistics statistics = new ScalerStatistics(replicas);
      OnlineScaler scaler = statistics.scaler("s", 1);
      statistics.restoreMerged(rank, states);
      assertThat((double) scale(scaler, values[3_000])).isCloseTo(expected, within(1e-4));
    }
    ScalerStatistics other = new ScalerStatistics(replicas);
    other.scaler("s", 2);
    assertThatThrownBy(() -> other.restoreMerged(0, states))
        .hasMessageStartingWith("Scalers: found 1 columns in the snapshot, required 2;");
  }
}
