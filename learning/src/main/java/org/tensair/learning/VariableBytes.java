package org.tensair.learning;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.tensair.api.spi.ModelCard;
import org.tensair.api.spi.ModelCard.Role;
import org.tensair.api.spi.ModelReplica;
import org.tensair.api.spi.Variables;

/**
 * The variables of a model, as a snapshot holds them.
 *
 * @param shared that all replicas start from
 * @param own that each replica has for itself
 */
record VariableBytes(List<ReplicaState.Variable> shared, List<ReplicaState.Variable> own) {

  /**
   * Copies of the variables, in card order.
   *
   * @param withShared whether also those that all share; the largest by far, so nothing is read
   *     that is not asked for
   */
  static VariableBytes of(ModelReplica model, boolean withShared) {
    ModelCard card = model.card();
    List<ReplicaState.Variable> shared = new ArrayList<>();
    List<ReplicaState.Variable> own = new ArrayList<>();
    if (withShared || card.variables().stream().anyMatch(variable -> isOwn(card, variable))) {
      List<ByteBuffer> values = model.variables().values();
      for (int i = 0; i < values.size(); i++) {
        ModelCard.Variable variable = card.variables().get(i);
        boolean isOwn = isOwn(card, variable);
        if (isOwn || withShared) {
          byte[] value = copyOf(values.get(i).duplicate().rewind());
          (isOwn ? own : shared).add(new ReplicaState.Variable(variable.tensor().name(), value));
        }
      }
    }
    return new VariableBytes(List.copyOf(shared), List.copyOf(own));
  }

  /** What remains of a buffer. */
  static byte[] copyOf(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  /**
   * Whether each replica has a variable for itself: what is drawn at random differs by rank, and
   * slots follow a replica's own mini-batches where weight differences are exchanged. Gradients go
   * into the slots of all.
   */
  private static boolean isOwn(ModelCard card, ModelCard.Variable variable) {
    return variable.role() == Role.LOCAL_STATE
        || (variable.role() == Role.SLOT && card.payload() == ModelCard.Payload.UPDATES);
  }

  /** Sets the variables that are given, in card order, and leaves the others as they are. */
  static void set(String name, ModelReplica model, List<ReplicaState.Variable> given) {
    if (given.isEmpty()) {
      return;
    }
    Variables present = model.variables();
    List<ByteBuffer> values = new ArrayList<>(present.values());
    int next = 0;
    for (int i = 0; i < values.size() && next < given.size(); i++) {
      ReplicaState.Variable variable = given.get(next);
      if (present.specs().get(i).name().equals(variable.name())) {
        require(name, variable, values.get(i).capacity());
        values.set(i, ByteBuffer.wrap(variable.value()).order(ByteOrder.nativeOrder()));
        next++;
      }
    }
    if (next < given.size()) {
      throw new IllegalArgumentException(
          name
              + ": found variable "
              + given.get(next).name()
              + " in the snapshot, required those of the model "
              + present.specs()
              + "; start with the model that the snapshot was taken with, or without a snapshot.");
    }
    model.setVariables(new Variables(present.specs(), values));
  }

  private static void require(String name, ReplicaState.Variable variable, int required) {
    if (variable.value().length != required) {
      throw new IllegalArgumentException(
          name
              + ": found "
              + variable.value().length
              + " bytes of variable "
              + variable.name()
              + " in the snapshot, required "
              + required
              + "; start with the model that the snapshot was taken with, or without a snapshot.");
    }
  }
}
