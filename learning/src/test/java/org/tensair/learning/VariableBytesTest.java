package org.tensair.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tensair.api.DType;
import org.tensair.api.RowBlock;
import org.tensair.api.TensorSpec;
import org.tensair.api.spi.ModelCard;
import org.tensair.api.spi.ModelCard.Role;
import org.tensair.api.spi.Variables;

class VariableBytesTest {

  @Test
  void whatAllShareIsAskedForByOneReplicaAndTheRestByEach() {
    Several model = new Several(ModelCard.Payload.UPDATES, 1, 2, 3, 4);
    VariableBytes all = VariableBytes.of(model, true);
    assertThat(all.shared()).extracting(ReplicaState.Variable::name).containsExactly("w", "n");
    assertThat(all.own()).extracting(ReplicaState.Variable::name).containsExactly("m", "seed");
    assertThat(VariableBytes.of(model, false).shared()).isEmpty();

    Several other = new Several(ModelCard.Payload.UPDATES, 0, 0, 0, 0);
    VariableBytes.set("test", other, all.shared());
    assertThat(other.values).containsExactly(1, 0, 3, 0);
    VariableBytes.set("test", other, all.own());
    assertThat(other.values).containsExactly(1, 2, 3, 4);
  }

  @Test
  void gradientsGoIntoTheSlotsOfAll() {
    Several model = new Several(ModelCard.Payload.GRADIENTS, 1, 2, 3, 4);
    assertThat(VariableBytes.of(model, true).shared())
        .extracting(ReplicaState.Variable::name)
        .containsExactly("w", "m", "n");
  }

  @Test
  void aVariableOfAnotherModelIsNamed() {
    Several model = new Several(ModelCard.Payload.UPDATES, 1, 2, 3, 4);
    assertThatThrownBy(
            () ->
                VariableBytes.set(
                    "Stage \"s\", replica 0",
                    model,
                    List.of(new ReplicaState.Variable("bias", new byte[4]))))
        .hasMessageStartingWith(
            "Stage \"s\", replica 0: found variable bias in the snapshot, required those of the"
                + " model [w float32[]");
  }

  /** Nothing but variables. */
  private static final class Several extends FakeModel.FakeReplica {

    float[] values;
    private final ModelCard card;

    Several(ModelCard.Payload payload, float... values) {
      new LogisticModel(1, 1).super(0);
      this.values = values;
      card =
          new ModelCard(
              1,
              "several",
              "0",
              Map.of(),
              List.of(),
              List.of(),
              List.of(),
              List.of(
                  variable("w", Role.TRAINABLE),
                  variable("m", Role.SLOT),
                  variable("n", Role.COUNTER),
                  variable("seed", Role.LOCAL_STATE)),
              "sgd",
              List.of(),
              payload,
              true,
              true,
              Map.of());
    }

    private static ModelCard.Variable variable(String name, Role role) {
      return new ModelCard.Variable(
          new TensorSpec(name, DType.FLOAT32, List.of()), role, true, null);
    }

    @Override
    public ModelCard card() {
      return card;
    }

    @Override
    public Variables variables() {
      List<ByteBuffer> buffers = new ArrayList<>();
      for (float value : values) {
        buffers.add(ByteBuffer.allocate(4).order(ByteOrder.nativeOrder()).putFloat(0, value));
      }
      return new Variables(card.variables().stream().map(v -> v.tensor()).toList(), buffers);
    }

    @Override
    public void setVariables(Variables variables) {
      for (int i = 0; i < values.length; i++) {
        values[i] = variables.values().get(i).getFloat(0);
      }
    }

    @Override
    float predict(RowBlock features) {
      throw new UnsupportedOperationException();
    }

    @Override
    float loss(float predicted, float label) {
      throw new UnsupportedOperationException();
    }

    @Override
    FakeUpdate update(RowBlock features, RowBlock labels, int rows, float factor) {
      throw new UnsupportedOperationException();
    }
  }
}
