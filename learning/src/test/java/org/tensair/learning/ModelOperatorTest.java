package org.tensair.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensair.api.LearningResult;
import org.tensair.api.LearningState;
import org.tensair.api.Mode;
import org.tensair.api.spi.ModelCard;
import org.tensair.api.spi.ModelException;
import org.tensair.api.spi.ModelReplica;
import org.tensair.api.spi.ReplicaSettings;
import org.tensair.api.spi.Variables;
import org.tensair.learning.Rig.Example;

class ModelOperatorTest {

  @Test
  void aResultIsThereBeforeAnythingHappened() {
    try (Rig rig =
        new Rig(new LogisticModel(2, 1), true, Rig.FLOATS, options -> options.replicas(3))) {
      LearningResult result = rig.operator.result();
      assertThat(result.state()).isEqualTo(LearningState.TRAINING);
      assertThat(result.predicted()).isZero();
      assertThat(result.evaluation().auc()).isNaN();
      assertThat(result.divergence()).isNaN();
      assertThat(result.replicas())
          .extracting(LearningResult.Replica::rank)
          .containsExactly(0, 1, 2);
    }
  }

  @Test
  void devicesAreUsedInTurn() {
    List<ReplicaSettings> asked = new ArrayList<>();
    FakeModel model = new Overheard(asked, -1);
    try (Rig rig =
        new Rig(
            model,
            true,
            Rig.FLOATS,
            options -> options.replicas(3).batchSize(7).device("gpu:0, cpu"))) {
      assertThat(rig.feeds).hasSize(3);
    }
    assertThat(asked)
        .containsExactlyInAnyOrder(
            new ReplicaSettings(0, 7, "gpu:0"),
            new ReplicaSettings(1, 7, "cpu"),
            new ReplicaSettings(2, 7, "gpu:0"));
    assertThat(model.openReplicas).hasValue(0);
  }

  @Test
  void whatCouldBeMadeIsFreedWhenSomethingCouldNot() {
    FakeModel model = new Overheard(new ArrayList<>(), 1);
    assertThatThrownBy(
            () -> new Rig(model, true, Rig.FLOATS, options -> options.replicas(3)).close())
        .isInstanceOf(ModelException.class)
        .hasMessage("no memory for replica 1");
    assertThat(model.openReplicas).hasValue(0);
  }

  @Test
  void anEncoderThatCannotBeMadeIsNamed() {
    FakeModel model = new LogisticModel(2, 1);
    assertThatThrownBy(
            () ->
                new Rig(
                        model,
                        true,
                        context -> {
                          int feature = context.feature("speed");
                          return (example, row) -> row.putFloat(feature, 0, 1);
                        },
                        options -> options)
                    .close())
        .hasMessage(
            "Stage \"learn\", replica 0: its encoder could not be made: Feature: found \"speed\","
                + " required one of the model's features [x float32[?, 2]].");
    assertThat(model.openReplicas).hasValue(0);
  }

  @Test
  void manySamplesMayWaitForTheirLabels() {
    int rows = 5_000;
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      examples.add(new Example(i, i, 3_600_000, 1, 0, 0));
    }
    LedgerModel model = new LedgerModel(rows);
    try (Rig rig =
        new Rig(
            model, true, Rig.ROW_NUMBER, options -> options.mode(Mode.ALWAYS_TRAIN).replicas(1))) {
      assertThat(rig.run(examples, 500).labelled()).isEqualTo(rows);
    }
    assertThat(model.replicas.get(0).weights).containsOnly(1f);
  }

  @Test
  void divergenceIsTheLargestRelativeDistance() {
    ModelCard card = new LedgerModel(2).card();
    Divergence divergence = new Divergence(card, 3);
    divergence.add(variables(card, 3, 4));
    divergence.add(variables(card, 3, 4));
    assertThat(divergence.value()).isNaN();
    divergence.add(variables(card, 0, 4));
    assertThat(divergence.value()).isCloseTo(3 / 5.0, within(1e-12));
  }

  private static Variables variables(ModelCard card, float... values) {
    ByteBuffer buffer = ByteBuffer.allocate(4 * values.length).order(ByteOrder.nativeOrder());
    buffer.asFloatBuffer().put(values);
    return new Variables(List.of(card.variables().get(0).tensor()), List.of(buffer));
  }

  /** Notes the settings it is asked for, and fails for one rank. */
  private static final class Overheard extends LogisticModel {
    private final List<ReplicaSettings> asked;
    private final int failing;

    Overheard(List<ReplicaSettings> asked, int failing) {
      super(2, 1);
      this.asked = asked;
      this.failing = failing;
    }

    @Override
    public ModelReplica replica(ReplicaSettings settings) {
      synchronized (asked) {
        asked.add(settings);
      }
      if (settings.rank() == failing) {
        throw new ModelException("no memory for replica " + failing);
      }
      return super.replica(settings);
    }
  }
}
