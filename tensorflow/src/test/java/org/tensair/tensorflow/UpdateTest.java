package org.tensair.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.tensair.api.TensorSpec;
import org.tensair.api.spi.LoadedModel;
import org.tensair.api.spi.ModelReplica;
import org.tensair.api.spi.ModelUpdate;

class UpdateTest {

  @Test
  void saysWhatItHolds() {
    try (LoadedModel model = Models.load(Models.WORDS);
        ModelReplica replica = Models.replica(model)) {
      MiniBatch batch = new MiniBatch(model.card(), 2, 1);
      for (int row = 0; row < 2; row++) {
        batch.features.at(row).putInt(0, 0, 7);
        batch.features.at(row).putInt(0, 1, 9);
      }
      ModelUpdate update = batch.train(replica);
      List<TensorSpec> tensors = update.tensors();
      assertThat(tensors.toString())
          .isEqualTo(
              "[gradient_0_indices int32[2], gradient_0_values float32[2, 3],"
                  + " gradient_1 float32[6, 1], gradient_2 float32[1]]");
      assertThat(update.bytes()).isEqualTo(4 * (2 + 6 + 6 + 1));
      ByteBuffer indices = update.tensor(0);
      assertThat(List.of(indices.getInt(0), indices.getInt(4))).containsExactlyInAnyOrder(7, 9);
      Assertions.assertThatThrownBy(() -> indices.putInt(0, 1))
          .isInstanceOf(ReadOnlyBufferException.class);
      update.release();
    }
  }

  @Test
  void isFreedAtTheLastReleaseAndOnlyThen() {
    try (LoadedModel model = Models.load(Models.WORDS);
        ModelReplica replica = Models.replica(model)) {
      int before = TensorFlowRuntime.updatesInUse();
      ModelUpdate update = new MiniBatch(model.card(), 8, 2).train(replica);
      update.retain();
      update.release();
      assertThat(TensorFlowRuntime.updatesInUse()).isEqualTo(before + 1);
      assertThat(update.bytes()).isPositive();
      update.release();
      assertThat(TensorFlowRuntime.updatesInUse()).isEqualTo(before);
    }
  }

  @Test
  void usingItAfterTheLastReleaseIsAnError() {
    try (LoadedModel model = Models.load(Models.WORDS);
        ModelReplica replica = Models.replica(model)) {
      ModelUpdate update = new MiniBatch(model.card(), 8, 3).train(replica);
      update.release();
      assertThatIllegalStateException()
          .isThrownBy(update::release)
          .withMessageStartingWith("Update: found it released after its last reference");
      assertThatIllegalStateException().isThrownBy(update::retain);
      assertThatIllegalStateException().isThrownBy(() -> update.tensor(0));
      assertThatIllegalStateException().isThrownBy(() -> replica.apply(update, 1));
    }
  }

  @Test
  void outlivesWhoMadeItAndGoesToOtherThreads() {
    try (LoadedModel receivers = Models.load(Models.WORDS);
        ModelReplica receiver = Models.replica(receivers)) {
      MiniBatch batch = new MiniBatch(receivers.card(), 8, 4);
      double before = batch.loss(receiver);
      ModelUpdate update;
      try (LoadedModel senders = Models.load(Models.WORDS);
          ModelReplica sender = Models.replica(senders)) {
        update = batch.train(sender);
      }
      CompletableFuture.runAsync(
              () -> {
                receiver.apply(update, 1);
                update.release();
              })
          .join();
      assertThat(batch.loss(receiver)).isLessThan(before);
    }
  }
}
