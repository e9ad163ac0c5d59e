package org.tensair.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensair.api.spi.LoadedModel;
import org.tensair.api.spi.ModelCard;
import org.tensair.api.spi.ModelCard.Role;
import org.tensair.api.spi.ModelReplica;
import org.tensair.api.spi.ModelUpdate;
import org.tensair.api.spi.ReplicaSettings;
import org.tensair.api.spi.Variables;

class ReplicaTest {

  static List<Path> models() {
    return List.of(Models.FLIGHTS, Models.IMAGES, Models.WORDS, Models.TABLES);
  }

  @ParameterizedTest
  @MethodSource("models")
  void learnsWhatItIsTrainedOn(Path directory) {
    try (LoadedModel model = Models.load(directory);
        ModelReplica replica = Models.replica(model)) {
      MiniBatch batch = new MiniBatch(model.card(), 8, 1);
      double before = batch.loss(replica);
      for (int i = 0; i < 200; i++) {
        batch.train(replica).release();
      }
      assertThat(batch.loss(replica)).isLessThan(0.6 * before);
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void whoAppliesUpdatesHasTheSameWeightsAsWhoTrained(Path directory) {
    try (LoadedModel model = Models.load(directory);
        ModelReplica first = Models.replica(model);
        ModelReplica second = Models.replica(model)) {
      for (int i = 0; i < 20; i++) {
        MiniBatch batch = new MiniBatch(model.card(), 8, i);
        ModelUpdate update =
            first.train(batch.features, batch.labels, batch.weights, 8, 0.25f, 0.5f);
        assertThat(update.finite()).isTrue();
        second.apply(update, 1);
        update.release();
      }
      assertExchangedEqual(model.card(), first.variables(), second.variables());
      assertThat(value(model.card(), second.variables(), "iteration").getLong(0)).isEqualTo(20);
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void updatesFromElsewhereAreAppliedLikeOnesOwn(Path directory) {
    try (LoadedModel model = Models.load(directory);
        ModelReplica first = Models.replica(model);
        ModelReplica second = Models.replica(model)) {
      ModelUpdate update = new MiniBatch(model.card(), 8, 3).train(first);
      second.apply(new ReceivedUpdate(update), 1);
      update.release();
      assertExchangedEqual(model.card(), first.variables(), second.variables());
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void aMiniBatchThatIsNotFiniteChangesNothing(Path directory) {
    try (LoadedModel model = Models.load(directory);
        ModelReplica replica = Models.replica(model)) {
      new MiniBatch(model.card(), 8, 4).train(replica).release();
      Variables before = replica.variables();
      MiniBatch bad = new MiniBatch(model.card(), 8, 5);
      float factor = 1;
      if (directory.equals(Models.IMAGES)) {
        bad.features.at(2).putFloat(0, 0, Float.NaN);
      } else {
        bad.labels.at(2).putFloat(0, 0, Float.NaN);
      }
      ModelUpdate update = replica.train(bad.features, bad.labels, bad.weights, 8, factor, 1);
      assertThat(update.finite()).isFalse();
      update.release();
      assertThat(replica.variables().values()).isEqualTo(before.values());
    }
  }

  @Test
  void aFreshReplicaIsWhatWasSavedWhateverItsWarmUp() {
    try (LoadedModel model = Models.load(Models.FLIGHTS);
        ModelReplica first = model.replica(new ReplicaSettings(0, 1, "cpu"));
        ModelReplica second = model.replica(new ReplicaSettings(0, 100, "cpu"))) {
      Variables variables = first.variables();
      assertThat(variables.values()).isEqualTo(second.variables().values());
      assertThat(value(model.card(), variables, "iteration").getLong(0)).isZero();
      assertThat(value(model.card(), variables, "adam/step").getLong(0)).isZero();
    }
  }

  @Test
  void replicasHaveVariablesOfTheirOwn() {
    try (LoadedModel model = Models.load(Models.FLIGHTS);
        ModelReplica trained = Models.replica(model);
        ModelReplica idle = Models.replica(model)) {
      Variables before = idle.variables();
      new MiniBatch(model.card(), 8, 6).train(trained).release();
      assertThat(idle.variables().values()).isEqualTo(before.values());
      assertThat(trained.variables().values()).isNotEqualTo(before.values());
    }
  }

  @Test
  void seedsDifferByRankAndSoDoDropoutMasks() {
    try (LoadedModel model = Models.load(Models.IMAGES);
        ModelReplica first = model.replica(new ReplicaSettings(0, 8, "cpu"));
        ModelReplica third = model.replica(new ReplicaSettings(2, 8, "cpu"))) {
      String seed = "seed_generator/seed_generator_state";
      ByteBuffer ofFirst = value(model.card(), first.variables(), seed);
      ByteBuffer ofThird = value(model.card(), third.variables(), seed);
      assertThat(ofThird.getLong(0)).isEqualTo(ofFirst.getLong(0) + 2);
      assertThat(ofThird.getLong(8)).isEqualTo(ofFirst.getLong(8));
      MiniBatch batch = new MiniBatch(model.card(), 8, 7);
      ModelUpdate a = batch.train(first);
      ModelUpdate b = batch.train(third);
      int dense = model.card().variables().get(4).exchange() == null ? -1 : 4;
      assertThat(a.tensor(dense)).isNotEqualTo(b.tensor(dense));
      a.release();
      b.release();
    }
  }

  @Test
  void movingStatisticsChangeByTheirScale() {
    try (LoadedModel model = Models.load(Models.IMAGES);
        ModelReplica replica = Models.replica(model)) {
      MiniBatch batch = new MiniBatch(model.card(), 8, 8);
      Variables before = replica.variables();
      ModelUpdate whole = replica.train(batch.features, batch.labels, batch.weights, 8, 1, 1);
      float full = whole.tensor(6).getFloat(0);
      whole.release();
      replica.setVariables(before);
      ModelUpdate half = replica.train(batch.features, batch.labels, batch.weights, 8, 1, 0.5f);
      assertThat(half.tensor(6).getFloat(0)).isCloseTo(full / 2, within(1e-6f));
      half.release();
    }
  }

  @Test
  void shortBatchesLeaveTheOtherRowsAlone() {
    try (LoadedModel model = Models.load(Models.FLIGHTS);
        ModelReplica replica = Models.replica(model)) {
      MiniBatch batch = new MiniBatch(model.card(), 8, 9);
      replica.predict(batch.features, 8, batch.outputs);
      float[] all = outputs(batch);
      batch.outputs.at(3).putFloat(0, 0, -1);
      replica.predict(batch.features, 3, batch.outputs);
      float[] three = outputs(batch);
      assertThat(three[3]).isEqualTo(-1);
      assertThat(Arrays.copyOf(three, 3)).containsExactly(Arrays.copyOf(all, 3), within(1e-6f));
      Arrays.fill(batch.score.losses(), -1);
      replica.score(batch.outputs, batch.labels, batch.weights, 2, batch.score);
      assertThat(batch.score.losses()[1]).isPositive();
      assertThat(batch.score.losses()[2]).isEqualTo(-1);
      assertThat(batch.score.metricCounts()).containsExactly(2);
    }
  }

  @Test
  void rowsWithoutWeightCountForNothing() {
    try (LoadedModel model = Models.load(Models.FLIGHTS);
        ModelReplica replica = Models.replica(model)) {
      MiniBatch batch = new MiniBatch(model.card(), 8, 10);
      batch.weights[5] = 0;
      batch.loss(replica);
      assertThat(batch.score.losses()[5]).isZero();
      assertThat(batch.score.metricCounts()).containsExactly(7);
    }
  }

  @Test
  void aLearningRateScaleOfZeroStopsLearning() {
    try (LoadedModel model = Models.load(Models.WORDS);
        ModelReplica replica = Models.replica(model)) {
      MiniBatch batch = new MiniBatch(model.card(), 8, 11);
      double before = batch.loss(replica);
      replica.setLearningRateScale(0);
      batch.train(replica).release();
      assertThat(batch.loss(replica)).isEqualTo(before);
      replica.setLearningRateScale(1);
      batch.train(replica).release();
      assertThat(batch.loss(replica)).isLessThan(before);
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void variablesThatAreSetAreTheOnesThatAreRead(Path directory) {
    try (LoadedModel model = Models.load(directory);
        ModelReplica trained = Models.replica(model);
        ModelReplica copy = Models.replica(model)) {
      MiniBatch batch = new MiniBatch(model.card(), 8, 12);
      batch.train(trained).release();
      Variables variables = trained.variables();
      copy.setVariables(variables);
      batch.train(copy).release(); // must not write into what it was given
      copy.setVariables(variables);
      assertThat(copy.variables().values()).isEqualTo(variables.values());
      batch.train(trained).release();
      batch.train(copy).release();
      assertThat(copy.variables().values()).isEqualTo(trained.variables().values());
    }
  }

  @Test
  void replicasLearnAtTheSameTime() {
    try (LoadedModel model = Models.load(Models.FLIGHTS);
        ModelReplica first = Models.replica(model);
        ModelReplica second = Models.replica(model)) {
      // The sums of 600 updates differ by their order: by less, the smaller the updates are.
      first.setLearningRateScale(1 / 3f);
      second.setLearningRateScale(1 / 3f);
      BlockingQueue<ModelUpdate> toFirst = new LinkedBlockingQueue<>();
      BlockingQueue<ModelUpdate> toSecond = new LinkedBlockingQueue<>();
      CompletableFuture<Void> other =
          CompletableFuture.runAsync(() -> learn(first, toFirst, toSecond, 1));
      learn(second, toSecond, toFirst, 2);
      other.join();
      assertThat(value(model.card(), first.variables(), "iteration").getLong(0)).isEqualTo(600);
      assertThat(value(model.card(), second.variables(), "iteration").getLong(0)).isEqualTo(600);
      assertExchangedEqual(model.card(), first.variables(), second.variables());
    }
  }

  private static void learn(
      ModelReplica replica,
      BlockingQueue<ModelUpdate> in,
      BlockingQueue<ModelUpdate> out,
      long seed) {
    MiniBatch batch = new MiniBatch(replica.card(), 8, seed);
    for (int i = 0; i < 300; i++) {
      out.add(batch.train(replica));
    }
    for (int i = 0; i < 300; i++) {
      ModelUpdate update;
      try {
        update = Objects.requireNonNull(in.poll(60, TimeUnit.SECONDS));
      } catch (InterruptedException cause) {
        throw new IllegalStateException(cause);
      }
      replica.apply(update, 1);
      update.release();
    }
  }

  @Test
  void aClosedReplicaOrModelSaysSo() {
    LoadedModel model = Models.load(Models.WORDS);
    ModelReplica replica = Models.replica(model);
    MiniBatch batch = new MiniBatch(model.card(), 8, 13);
    model.close();
    batch.train(replica).release(); // what the replica needs is there until it is closed
    replica.close();
    replica.close();
    assertThatIllegalStateException()
        .isThrownBy(() -> batch.train(replica))
        .withMessageContaining("words: found a call after it was closed");
    assertThatIllegalStateException()
        .isThrownBy(() -> Models.replica(model))
        .withMessageContaining("words: found it closed");
  }

  private static float[] outputs(MiniBatch batch) {
    float[] values = new float[batch.rows];
    for (int i = 0; i < values.length; i++) {
      values[i] = batch.outputs.at(i).getFloat(0, 0);
    }
    return values;
  }

  private static ByteBuffer value(ModelCard card, Variables variables, String name) {
    for (int i = 0; i < card.variables().size(); i++) {
      if (card.variables().get(i).tensor().name().equals(name)) {
        return variables.values().get(i);
      }
    }
    throw new AssertionError("no variable " + name);
  }

  private static void assertExchangedEqual(ModelCard card, Variables first, Variables second) {
    for (int i = 0; i < card.variables().size(); i++) {
      Role role = card.variables().get(i).role();
      if (role == Role.TRAINABLE || role == Role.MEAN_STATE) {
        ByteBuffer a = first.values().get(i);
        ByteBuffer b = second.values().get(i);
        for (int at = 0; at < a.capacity(); at += Float.BYTES) {
          assertThat(b.getFloat(at))
              .as(card.variables().get(i).tensor().toString())
              .isCloseTo(a.getFloat(at), within(1e-6f));
        }
      }
    }
  }
}
