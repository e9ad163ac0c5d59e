package org.tensair.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tensair.api.DType;
import org.tensair.api.RowBlock;
import org.tensair.api.TensorSpec;
import org.tensair.api.spi.LoadedModel;
import org.tensair.api.spi.ModelException;
import org.tensair.api.spi.ModelReplica;
import org.tensair.api.spi.ModelUpdate;
import org.tensair.api.spi.ReplicaSettings;
import org.tensair.api.spi.Score;
import org.tensair.api.spi.Variables;

/** One clear error for each kind of bad argument, and no change. */
class BadInputTest {

  private LoadedModel model;
  private ModelReplica replica;
  private MiniBatch batch;
  private double loss;

  @BeforeEach
  void start() {
    model = Models.load(Models.WORDS);
    replica = Models.replica(model);
    batch = new MiniBatch(model.card(), 8, 1);
    loss = batch.loss(replica);
  }

  @AfterEach
  void nothingHasChanged() {
    assertThat(batch.loss(replica)).isEqualTo(loss);
    replica.close();
    model.close();
  }

  @Test
  void otherElementType() {
    RowBlock floats = new RowBlock(List.of(spec("word", DType.FLOAT32, -1, 2)), 8);
    assertRefused(() -> replica.predict(floats, 8, batch.outputs))
        .withMessage(
            "Signature predict, tensor word: found word float32[?, 2], required word int32[?, 2]."
                + " Make the block with the tensors of the model's card.");
  }

  @Test
  void otherShape() {
    RowBlock wide = new RowBlock(List.of(spec("word", DType.INT32, -1, 3)), 8);
    assertRefused(() -> replica.train(wide, batch.labels, batch.weights, 8, 1, 1))
        .withMessageContainingAll("Signature train, tensor word", "int32[?, 3]", "int32[?, 2]");
  }

  @Test
  void tooManyOrTooFewTensors() {
    RowBlock none = new RowBlock(List.of(), 8);
    assertRefused(() -> replica.score(none, batch.labels, batch.weights, 8, batch.score))
        .withMessageContaining("Signature score, tensor score_of_word: found nothing");
    List<TensorSpec> more = new ArrayList<>(model.card().features());
    more.add(spec("more", DType.FLOAT32, -1));
    assertRefused(() -> replica.predict(new RowBlock(more, 8), 8, batch.outputs))
        .withMessageContaining("tensor more float32[?]: found it in the block, required no more");
  }

  @Test
  void moreRowsThanThereAre() {
    assertRefused(() -> replica.predict(batch.features, 9, batch.outputs))
        .withMessageContaining("rows: found 9, required 1 to 8");
    assertRefused(() -> replica.predict(batch.features, 0, batch.outputs))
        .withMessageContaining("rows: found 0, required 1 to 8");
    assertRefused(() -> replica.train(batch.features, batch.labels, new float[7], 8, 1, 1))
        .withMessageContaining("weights of the rows: found 7, required one for each of 8");
    assertRefused(
            () -> replica.score(batch.outputs, batch.labels, batch.weights, 8, new Score(5, 0)))
        .withMessageContaining("rows: found 8, required 1 to 5");
  }

  @Test
  void updateOfAnotherModel() {
    try (LoadedModel images = Models.load(Models.IMAGES);
        ModelReplica other = Models.replica(images)) {
      ModelUpdate foreign = new MiniBatch(images.card(), 8, 2).train(other);
      assertRefused(() -> replica.apply(foreign, 1))
          .withMessageContaining(
              "Signature apply, tensor gradient_0_indices: found update_0 float32[3, 3, 1, 3],"
                  + " required gradient_0_indices int32[?]");
      foreign.release();
    }
    assertRefused(() -> replica.apply(new ReceivedUpdate(List.of()), 1))
        .withMessageContaining("tensor gradient_0_indices: found nothing");
  }

  @Test
  void updateThatIsNotFinite() {
    MiniBatch bad = new MiniBatch(model.card(), 8, 3);
    bad.labels.at(0).putFloat(0, 0, Float.POSITIVE_INFINITY);
    ModelUpdate update = bad.train(replica);
    assertRefused(() -> replica.apply(update, 1)).withMessageContaining("not finite");
    update.release();
  }

  @Test
  void otherVariables() {
    Variables good = replica.variables();
    List<TensorSpec> swapped = new ArrayList<>(good.specs());
    swapped.set(0, good.specs().get(1));
    assertRefused(() -> replica.setVariables(new Variables(swapped, good.values())))
        .withMessageContaining(
            "Signature set_variables, variable 0: found score_of_word/kernel float32[6, 1], required"
                + " table/embeddings float32[50, 3]");
    List<ByteBuffer> shorter = new ArrayList<>(good.values());
    shorter.set(2, ByteBuffer.allocate(3));
    assertRefused(() -> replica.setVariables(new Variables(good.specs(), shorter)))
        .withMessageContaining("score_of_word/bias float32[1]: found 3 bytes, required 4");
  }

  @Test
  void unknownDevice() {
    assertRefused(() -> model.replica(new ReplicaSettings(0, 8, "tpu")))
        .withMessage("device: found \"tpu\", required cpu, gpu, or gpu:<n> such as gpu:1.");
  }

  @Test
  void aDeviceThatIsNotThere() {
    assertRefused(() -> model.replica(new ReplicaSettings(0, 8, "gpu:99")))
        .withMessageContainingAll("device: found gpu:99, but TensorFlow sees", "or the device cpu");
  }

  private static TensorSpec spec(String name, DType type, long... shape) {
    return new TensorSpec(name, type, java.util.Arrays.stream(shape).boxed().toList());
  }

  private static ThrowableAssertAlternative<ModelException> assertRefused(ThrowingCallable call) {
    return assertThatExceptionOfType(ModelException.class).isThrownBy(call);
  }
}
