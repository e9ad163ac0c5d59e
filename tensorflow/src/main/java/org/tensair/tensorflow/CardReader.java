package org.tensair.tensorflow;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.tensair.api.DType;
import org.tensair.api.TensorSpec;
import org.tensair.api.spi.ModelCard;

/** Turns a card's JSON into records, and collects everything in it that has the wrong form. */
final class CardReader {

  /** How frames may be made one before they are applied. */
  private enum Coalesce {
    SUM,
    NONE
  }

  private final JsonNode json;
  private final List<String> problems = new ArrayList<>();

  CardReader(JsonNode json) {
    this.json = json;
  }

  /** What is wrong; filled by {@link #card}. */
  List<String> problems() {
    return problems;
  }

  /** The card, or nothing if there are problems. */
  Optional<Card> card() {
    int contract = json.path("contract").asInt(0);
    if (contract != Card.CONTRACT) {
      problems.add(wrong("contract", json.path("contract"), "version " + Card.CONTRACT));
      return Optional.empty(); // of another version nothing else can be said
    }
    JsonNode exchange = object(json, "", "exchange");
    ModelCard model =
        new ModelCard(
            contract,
            text(json, "", "name"),
            text(json, "", "fingerprint"),
            makers(),
            batches("features"),
            batches("outputs"),
            list(json, "", "labels", this::label),
            list(json, "", "variables", this::variable),
            text(object(json, "", "optimizer"), "optimizer.", "name"),
            list(json, "", "metrics", this::metric),
            choice(exchange, "exchange.", "payload", ModelCard.Payload.values()),
            bool(exchange, "exchange.", "commutes"),
            choice(exchange, "exchange.", "coalesce", Coalesce.values()) == Coalesce.SUM,
            signatures());
    List<Optional<long[]>> offsets = list(json, "", "variables", this::rankOffset);
    return problems.isEmpty() ? Optional.of(new Card(model, offsets)) : Optional.empty();
  }

  private Map<String, String> makers() {
    Map<String, String> makers = new LinkedHashMap<>();
    object(json, "", "makers")
        .properties()
        .forEach(e -> makers.put(e.getKey(), e.getValue().asText()));
    return makers;
  }

  private Map<String, ModelCard.Signature> signatures() {
    Map<String, ModelCard.Signature> signatures = new LinkedHashMap<>();
    JsonNode node = object(json, "", "signatures");
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      String where = "signatures." + entry.getKey() + ".";
      signatures.put(
          entry.getKey(),
          new ModelCard.Signature(
              list(entry.getValue(), where, "inputs", this::tensor),
              list(entry.getValue(), where, "outputs", this::tensor)));
    }
    return signatures;
  }

  /** Tensors whose rows go into a block: the batch first, then a fixed size. */
  private List<TensorSpec> batches(String field) {
    return list(json, "", field, this::batch);
  }

  private TensorSpec batch(JsonNode node, String where) {
    TensorSpec tensor = tensor(node, where);
    List<Long> shape = tensor.shape();
    if (shape.isEmpty() || shape.get(0) != -1 || shape.lastIndexOf(-1L) != 0) {
      problems.add(
          where
              + "shape: found "
              + shape
              + ", required null first, for the batch, and nowhere else");
    }
    return tensor;
  }

  private ModelCard.Label label(JsonNode node, String where) {
    return new ModelCard.Label(batch(node, where), text(node, where, "sample_weight"));
  }

  private ModelCard.Metric metric(JsonNode node, String where) {
    return new ModelCard.Metric(
        text(node, where, "name"), text(node, where, "sum"), text(node, where, "count"));
  }

  private ModelCard.Variable variable(JsonNode node, String where) {
    JsonNode place = node.path("exchange");
    return new ModelCard.Variable(
        tensor(node, where),
        choice(node, where, "role", ModelCard.Role.values()),
        bool(node, where, "connected"),
        place.isObject() ? exchange(place, where + "exchange.") : null);
  }

  private ModelCard.@Nullable Exchange exchange(JsonNode node, String where) {
    return new ModelCard.Exchange(
        (int) integer(node.path("index"), where + "index"), bool(node, where, "sparse"));
  }

  private Optional<long[]> rankOffset(JsonNode node, String where) {
    JsonNode offsets = node.path("rank_offset");
    if (!offsets.isArray()) {
      return Optional.empty();
    }
    long[] values = new long[offsets.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = integer(offsets.get(i), where + "rank_offset[" + i + "]");
    }
    return Optional.of(values);
  }

  private TensorSpec tensor(JsonNode node, String where) {
    List<Long> shape =
        list(
            node,
            where,
            "shape",
            (size, at) -> size.isNull() ? -1L : integer(size, at.substring(0, at.length() - 1)));
    return new TensorSpec(text(node, where, "name"), type(node, where), shape);
  }

  private DType type(JsonNode node, String where) {
    try {
      return DType.of(text(node, where, "dtype"));
    } catch (IllegalArgumentException unknown) {
      problems.add(where + unknown.getMessage());
      return DType.FLOAT32;
    }
  }

  private <E extends Enum<E>> E choice(JsonNode node, String where, String field, E[] values) {
    String found = text(node, where, field);
    List<String> names = new ArrayList<>();
    for (E value : values) {
      String name = value.name().toLowerCase(Locale.ROOT).replace('_', '-');
      if (name.equals(found)) {
        return value;
      }
      names.add(name);
    }
    problems.add(where + field + ": found \"" + found + "\", required one of " + names);
    return values[0];
  }

  private <T> List<T> list(
      JsonNode node, String where, String field, BiFunction<JsonNode, String, T> element) {
    JsonNode array = node.path(field);
    if (!array.isArray()) {
      problems.add(wrong(where + field, array, "a list"));
    }
    List<T> list = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      list.add(element.apply(array.get(i), where + field + "[" + i + "]."));
    }
    return list;
  }

  private JsonNode object(JsonNode node, String where, String field) {
    JsonNode object = node.path(field);
    if (!object.isObject()) {
      problems.add(wrong(where + field, object, "an object"));
    }
    return object;
  }

  private String text(JsonNode node, String where, String field) {
    JsonNode text = node.path(field);
    if (!text.isTextual()) {
      problems.add(wrong(where + field, text, "a string"));
    }
    return text.asText();
  }

  private boolean bool(JsonNode node, String where, String field) {
    JsonNode bool = node.path(field);
    if (!bool.isBoolean()) {
      problems.add(wrong(where + field, bool, "true or false"));
    }
    return bool.asBoolean();
  }

  private long integer(JsonNode node, String where) {
    if (!node.isIntegralNumber()) {
      problems.add(wrong(where, node, "a whole number"));
    }
    return node.asLong();
  }

  private static String wrong(String where, JsonNode found, String required) {
    return where
        + ": found "
        + (found.isMissingNode() ? "nothing" : found.toString())
        + ", required "
        + required;
  }
}
