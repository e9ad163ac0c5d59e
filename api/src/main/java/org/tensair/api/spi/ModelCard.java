package org.tensair.api.spi;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensair.api.TensorSpec;

/**
 * What a model says of itself; written by the exporter to {@code assets.extra/tensair.json}.
 *
 * @param contract version of the contract between exporter and runtime
 * @param name of the model
 * @param fingerprint of the card's content
 * @param makers versions of the programs that made it, by name
 * @param features inputs of {@code predict}
 * @param outputs outputs of {@code predict}
 * @param labels label inputs of {@code score} and {@code train}
 * @param variables in card order: the order of {@code get_variables} and {@code set_variables}
 * @param optimizer its name
 * @param metrics additive metrics of {@code score}
 * @param payload what replicas exchange
 * @param commutes whether the order in which updates are applied does not matter
 * @param coalesce whether several updates may be summed before one apply
 * @param signatures by name
 */
public record ModelCard(
    int contract,
    String name,
    String fingerprint,
    Map<String, String> makers,
    List<TensorSpec> features,
    List<TensorSpec> outputs,
    List<Label> labels,
    List<Variable> variables,
    String optimizer,
    List<Metric> metrics,
    Payload payload,
    boolean commutes,
    boolean coalesce,
    Map<String, Signature> signatures) {

  /** A label tensor and the name of its weights, one for each row. */
  public record Label(TensorSpec tensor, String sampleWeight) {}

  /** A metric as a sum and a count, both outputs of {@code score}. */
  public record Metric(String name, String sum, String count) {}

  /** Inputs and outputs of a signature. */
  public record Signature(List<TensorSpec> inputs, List<TensorSpec> outputs) {}

  /** What replicas send each other. */
  public enum Payload {
    /** Gradients, which the receiver's optimizer applies. */
    GRADIENTS,
    /** Weights after a step minus weights before it, which the receiver adds. */
    UPDATES
  }

  /** What a variable is for. */
  public enum Role {
    TRAINABLE,
    SLOT,
    COUNTER,
    MEAN_STATE,
    LOCAL_STATE,
    CONSTANT
  }

  /**
   * A variable.
   *
   * @param connected whether the loss depends on it
   * @param exchange its place in frames, or null if it is not exchanged
   */
  public record Variable(
      TensorSpec tensor, Role role, boolean connected, @Nullable Exchange exchange) {}

  /** Place in frames ({@code update_<index>}), and whether only touched rows travel. */
  public record Exchange(int index, boolean sparse) {}
}
