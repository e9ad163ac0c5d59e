package org.tensair.learning;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.tensair.api.DType;
import org.tensair.api.spi.ModelCard;
import org.tensair.api.spi.ModelCard.Role;
import org.tensair.api.spi.Variables;

/**
 * How far apart the replicas' weights are when the stream rests: the largest ‖a − b‖ / max(‖a‖,
 * ‖b‖) over all pairs, with the trainable variables and the moving statistics of a replica as one
 * vector. Each replica adds its variables when it has come to rest. Thread-safe.
 */
final class Divergence {

  private final ModelCard card;
  private final int replicas;
  private final List<Variables> arrived = new ArrayList<>();
  private double value = Double.NaN;

  Divergence(ModelCard card, int replicas) {
    this.card = card;
    this.replicas = replicas;
  }

  /** The divergence; NaN until all replicas have come to rest. */
  synchronized double value() {
    return value;
  }

  /** Adds the variables of another replica. */
  synchronized void add(Variables variables) {
    arrived.add(variables);
    if (arrived.size() < replicas) {
      return;
    }
    double largest = 0;
    for (int a = 0; a < replicas; a++) {
      for (int b = 0; b < a; b++) {
        largest = Math.max(largest, distance(arrived.get(a), arrived.get(b)));
      }
    }
    value = largest;
    arrived.clear();
  }

  private double distance(Variables a, Variables b) {
    double difference = 0;
    double normA = 0;
    double normB = 0;
    for (int variable = 0; variable < card.variables().size(); variable++) {
      if (!compared(card.variables().get(variable))) {
        continue;
      }
      ByteBuffer valuesA = a.values().get(variable).duplicate().order(ByteOrder.nativeOrder());
      ByteBuffer valuesB = b.values().get(variable).duplicate().order(ByteOrder.nativeOrder());
      for (int at = 0; at < valuesA.limit(); at += Float.BYTES) {
        double x = valuesA.getFloat(at);
        double y = valuesB.getFloat(at);
        difference += (x - y) * (x - y);
        normA += x * x;
        normB += y * y;
      }
    }
    double norm = Math.max(normA, normB);
    return norm == 0 ? 0 : Math.sqrt(difference / norm);
  }

  private static boolean compared(ModelCard.Variable variable) {
    return variable.tensor().type() == DType.FLOAT32
        && (variable.role() == Role.TRAINABLE || variable.role() == Role.MEAN_STATE);
  }
}
