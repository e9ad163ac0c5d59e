package org.tensair.tensorflow;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tensair.api.DType;
import org.tensair.api.TensorSpec;
import org.tensair.api.spi.ModelCard;
import org.tensair.api.spi.ModelCard.Payload;
import org.tensair.api.spi.ModelCard.Role;
import org.tensair.api.spi.ModelCard.Signature;

/** The signatures that a model must have, given what its card says of its tensors and variables. */
final class Contract {

  static final String EXAMPLE_LOSS = "example_loss";
  static final String REGULARIZATION_LOSS = "regularization_loss";
  static final String FINITE = "finite";
  static final String FACTOR = "factor";
  static final String MEAN_STATE_SCALE = "mean_state_scale";
  static final String COUNT = "count";
  static final String APPLIED = "applied";
  static final String SCALE = "scale";

  private Contract() {}

  /** Name of the signature that trains, for the payload of the card. */
  static String train(ModelCard card) {
    return card.payload() == Payload.UPDATES ? "train_updates" : "train";
  }

  /** Name of the signature that applies, for the payload of the card. */
  static String apply(ModelCard card) {
    return card.payload() == Payload.UPDATES ? "apply_updates" : "apply";
  }

  /** The tensors of a frame of the card's payload, in exchange order. */
  static List<TensorSpec> frame(ModelCard card) {
    return frame(card, card.payload() == Payload.UPDATES ? "update" : "gradient");
  }

  static boolean hasMeanState(ModelCard card) {
    return card.variables().stream().anyMatch(variable -> variable.role() == Role.MEAN_STATE);
  }

  /** The names of all sample weights: a weight for each label. */
  static List<String> sampleWeights(ModelCard card) {
    return card.labels().stream().map(ModelCard.Label::sampleWeight).toList();
  }

  static List<TensorSpec> labels(ModelCard card) {
    return card.labels().stream().map(ModelCard.Label::tensor).toList();
  }

  /** The variables as {@code get_variables} and {@code set_variables} carry them. */
  static List<TensorSpec> variables(ModelCard card) {
    List<TensorSpec> tensors = new ArrayList<>();
    for (ModelCard.Variable variable : card.variables()) {
      TensorSpec tensor = variable.tensor();
      tensors.add(new TensorSpec("variable_" + tensors.size(), tensor.type(), tensor.shape()));
    }
    return tensors;
  }

  /** All signatures, by name. */
  static Map<String, Signature> signatures(ModelCard card) {
    List<TensorSpec> labelled = new ArrayList<>(labels(card));
    sampleWeights(card)
        .forEach(name -> labelled.add(new TensorSpec(name, DType.FLOAT32, List.of(-1L))));
    List<TensorSpec> scores = new ArrayList<>();
    scores.add(new TensorSpec(EXAMPLE_LOSS, DType.FLOAT32, List.of(-1L)));
    for (ModelCard.Metric metric : card.metrics()) {
      scores.add(scalar(metric.sum(), DType.FLOAT32));
      scores.add(scalar(metric.count(), DType.FLOAT32));
    }
    List<TensorSpec> learnt = new ArrayList<>(join(card.features(), labelled));
    learnt.add(scalar(FACTOR, DType.FLOAT32));
    if (hasMeanState(card)) {
      learnt.add(scalar(MEAN_STATE_SCALE, DType.FLOAT32));
    }
    List<TensorSpec> report =
        List.of(
            scores.get(0), scalar(REGULARIZATION_LOSS, DType.FLOAT32), scalar(FINITE, DType.BOOL));
    List<TensorSpec> gradients = frame(card, "gradient");
    List<TensorSpec> updates = frame(card, "update");
    TensorSpec count = scalar(COUNT, DType.INT64);
    TensorSpec factor = scalar(FACTOR, DType.FLOAT32);
    List<TensorSpec> applied = List.of(scalar(APPLIED, DType.BOOL));

    Map<String, Signature> all = new LinkedHashMap<>();
    all.put("predict", new Signature(card.features(), card.outputs()));
    all.put("score", new Signature(join(card.outputs(), labelled), scores));
    all.put("evaluate", new Signature(join(card.features(), labelled), scores));
    all.put("train", new Signature(learnt, join(report, gradients)));
    all.put("apply", new Signature(join(gradients, List.of(count, factor)), applied));
    all.put("train_updates", new Signature(learnt, join(report, updates)));
    all.put("apply_updates", new Signature(join(updates, List.of(count)), applied));
    all.put("get_variables", new Signature(List.of(), variables(card)));
    all.put("set_variables", new Signature(variables(card), applied));
    all.put(
        "set_learning_rate_scale", new Signature(List.of(scalar(SCALE, DType.FLOAT32)), applied));
    return all;
  }

  private static List<TensorSpec> frame(ModelCard card, String kind) {
    List<TensorSpec> tensors = new ArrayList<>();
    card.variables().stream()
        .filter(variable -> variable.exchange() != null)
        .sorted(Comparator.comparingInt(variable -> exchange(variable).index()))
        .forEach(
            variable -> {
              TensorSpec tensor = variable.tensor();
              String name = kind + "_" + exchange(variable).index();
              if (exchange(variable).sparse()) {
                List<Long> rows = new ArrayList<>(tensor.shape());
                rows.set(0, -1L);
                tensors.add(new TensorSpec(name + "_indices", DType.INT32, List.of(-1L)));
                tensors.add(new TensorSpec(name + "_values", tensor.type(), rows));
              } else {
                tensors.add(new TensorSpec(name, tensor.type(), tensor.shape()));
              }
            });
    return tensors;
  }

  private static ModelCard.Exchange exchange(ModelCard.Variable variable) {
    return Objects.requireNonNull(variable.exchange());
  }

  private static TensorSpec scalar(String name, DType type) {
    return new TensorSpec(name, type, List.of());
  }

  private static List<TensorSpec> join(List<TensorSpec> first, List<TensorSpec> second) {
    List<TensorSpec> joined = new ArrayList<>(first);
    joined.addAll(second);
    return joined;
  }
}
