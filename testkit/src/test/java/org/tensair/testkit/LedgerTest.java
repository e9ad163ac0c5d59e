package org.tensair.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.tensair.api.DType;
import org.tensair.api.RowBlock;
import org.tensair.api.TensorSpec;
import org.tensair.api.spi.ModelException;
import org.tensair.api.spi.ModelUpdate;
import org.tensair.api.spi.ReplicaSettings;
import org.tensair.api.spi.Score;

class LedgerTest {

  private final Ledger ledger = new Ledger(5);
  private final LedgerReplica one = ledger.replica(new ReplicaSettings(0, 4, "cpu"));
  private final LedgerReplica other = ledger.replica(new ReplicaSettings(1, 4, "cpu"));
  private final RowBlock features = new RowBlock(ledger.card().features(), 4);
  private final RowBlock outputs = new RowBlock(ledger.card().outputs(), 4);
  private final RowBlock labels = new RowBlock(List.of(ledger.card().labels().get(0).tensor()), 4);

  @Test
  void trainingAddsOneToTheRowsOfTheExamplesOnly() {
    ModelUpdate update = train(one, 3, 1, 3);

    assertThat(one.counts()).containsExactly(0, 1, 0, 2, 0);
    assertThat(one.iteration()).isEqualTo(1);
    assertThat(other.counts()).containsOnly(0);
    assertThat(update.finite()).isTrue();
    assertThat(update.tensor(0).order(ByteOrder.nativeOrder()).getFloat(3 * 4)).isEqualTo(2);
    assertThat(update.bytes()).isEqualTo(20);
  }

  @Test
  void appliedUpdatesMakeReplicasEqual() {
    ModelUpdate first = train(one, 0, 1);
    ModelUpdate second = train(other, 2, 3, 4);

    one.apply(second, 1);
    other.apply(first, 1);

    assertThat(one.counts()).containsOnly(1).isEqualTo(other.counts());
    assertThat(one.iteration()).isEqualTo(2);
  }

  @Test
  void paddingIsLeftOutAndPredictionsAreScored() {
    train(one, 2, 2);
    rows(2, 0);
    one.predict(features, 2, outputs);
    labels.at(0).putFloat(0, 0, 5);
    Score score = new Score(4, 0);

    one.score(outputs, labels, new float[] {1, 0}, 2, score);

    assertThat(outputs.at(0).getFloat(0, 0)).isEqualTo(2);
    assertThat(outputs.at(1).getFloat(0, 0)).isZero();
    assertThat(score.losses()).startsWith(9, 0);
    one.train(features, labels, new float[] {1, 0}, 2, 1, 1);
    assertThat(one.counts()).containsExactly(0, 0, 3, 0, 0);
  }

  @Test
  void aTargetThatIsNotANumberChangesNothing() {
    labels.at(0).putFloat(0, 0, Float.NaN);

    ModelUpdate update = train(one, 1);

    assertThat(update.finite()).isFalse();
    assertThat(one.counts()).containsOnly(0);
    assertThat(one.iteration()).isZero();
    assertThatThrownBy(() -> other.apply(update, 1)).hasMessageContaining("not finite");
  }

  @Test
  void variablesGoOutAndIn() {
    train(one, 1, 2);

    other.setVariables(one.variables());
    train(one, 1);

    assertThat(other.counts()).containsExactly(0, 1, 1, 0, 0);
    assertThat(other.iteration()).isEqualTo(1);
  }

  @Test
  void updatesAreCounted() {
    ModelUpdate update = train(one, 1);
    update.retain();
    update.release();
    assertThat(ledger.openUpdates()).isEqualTo(1);

    update.release();

    assertThat(ledger.openUpdates()).isZero();
    assertThatThrownBy(() -> update.tensor(0)).hasMessageContaining("after its last release");
    assertThatThrownBy(update::retain).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(update::release).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void misuseIsRefused() {
    RowBlock foreign = new RowBlock(List.of(new TensorSpec("x", DType.FLOAT32, List.of(-1L))), 4);

    assertThatThrownBy(() -> one.predict(foreign, 1, outputs))
        .isInstanceOf(ModelException.class)
        .hasMessage("Ledger, predict: found the features [x float32[?]], required [row int32[?]].");
    assertThatThrownBy(() -> train(one, 5)).hasMessageContaining("found row 5, required 0 to 4");
    assertThatThrownBy(() -> one.save(Path.of("nowhere"))).isInstanceOf(ModelException.class);
    one.close();
    assertThatThrownBy(() -> train(one, 1)).hasMessageContaining("found a closed replica");
  }

  @Test
  void twoThreadsAtOnceAreCaught() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch tried = new CountDownLatch(1);
    Thread second =
        new Thread(
            () -> {
              one.apply(blockingUpdate(inside, tried), 1);
            });
    second.start();
    inside.await();

    assertThatThrownBy(() -> train(one, 1)).hasMessageContaining("is in another");

    tried.countDown();
    second.join();
    assertThat(one.counts()).containsExactly(0, 1, 0, 0, 0);
  }

  /** An update that keeps the replica busy until told to go on. */
  private ModelUpdate blockingUpdate(CountDownLatch inside, CountDownLatch goOn) {
    ModelUpdate update = train(other, 1);
    return new ModelUpdate() {
      @Override
      public boolean finite() {
        inside.countDown();
        try {
          goOn.await();
        } catch (InterruptedException stopped) {
          throw new IllegalStateException(stopped);
        }
        return true;
      }

      @Override
      public double regularizationLoss() {
        return update.regularizationLoss();
      }

      @Override
      public List<TensorSpec> tensors() {
        return update.tensors();
      }

      @Override
      public ByteBuffer tensor(int index) {
        return update.tensor(index);
      }

      @Override
      public long bytes() {
        return update.bytes();
      }

      @Override
      public void retain() {
        update.retain();
      }

      @Override
      public void release() {
        update.release();
      }
    };
  }

  private ModelUpdate train(LedgerReplica replica, int... rows) {
    rows(rows);
    float[] weights = {1, 1, 1, 1};
    return replica.train(features, labels, weights, rows.length, 1, 1);
  }

  private void rows(int... rows) {
    for (int i = 0; i < rows.length; i++) {
      features.at(i).putInt(0, 0, rows[i]);
    }
  }
}
