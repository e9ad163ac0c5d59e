package org.tensair.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.tensair.api.TensorSpec;
import org.tensair.api.spi.ModelCard;

/** A model card for people. */
final class CardText {

  private final StringBuilder text = new StringBuilder();

  private CardText() {}

  static String of(ModelCard card) {
    CardText made = new CardText();
    made.head(card);
    made.variables(card.variables());
    made.signatures(card.signatures());
    return made.text.toString();
  }

  private void head(ModelCard card) {
    line("%s", card.name());
    field("contract", Integer.toString(card.contract()));
    field("fingerprint", card.fingerprint());
    field(
        "made by",
        card.makers().entrySet().stream()
            .map(maker -> maker.getKey() + " " + maker.getValue())
            .collect(Collectors.joining(", ")));
    field("features", tensors(card.features()));
    field("outputs", tensors(card.outputs()));
    field("labels", tensors(card.labels().stream().map(ModelCard.Label::tensor).toList()));
    field(
        "metrics",
        card.metrics().stream().map(ModelCard.Metric::name).collect(Collectors.joining(", ")));
    field("optimizer", card.optimizer());
    field("exchange", exchange(card));
  }

  private static String exchange(ModelCard card) {
    return Choices.name(card.payload())
        + (card.commutes() ? ", in any order" : ", order matters")
        + (card.coalesce() ? ", may be summed" : ", one by one");
  }

  private void variables(List<ModelCard.Variable> variables) {
    long trainable =
        variables.stream()
            .filter(variable -> variable.role() == ModelCard.Role.TRAINABLE)
            .mapToLong(variable -> variable.tensor().elements())
            .sum();
    line("");
    line("%d variables, %,d trainable numbers", variables.size(), trainable);
    for (ModelCard.Variable variable : variables) {
      ModelCard.Exchange exchange = variable.exchange();
      String place =
          exchange == null
              ? ""
              : "exchanged as " + exchange.index() + (exchange.sparse() ? ", sparse" : "");
      line("  %-12s %-56s %s", Choices.name(variable.role()), variable.tensor().toString(), place);
    }
  }

  private void signatures(Map<String, ModelCard.Signature> signatures) {
    line("");
    line("%d signatures", signatures.size());
    signatures.forEach(
        (name, signature) ->
            line("  %s(%s) → %s", name, names(signature.inputs()), names(signature.outputs())));
  }

  private static String tensors(List<TensorSpec> tensors) {
    return tensors.stream().map(TensorSpec::toString).collect(Collectors.joining(", "));
  }

  private static String names(List<TensorSpec> tensors) {
    return tensors.stream().map(TensorSpec::name).collect(Collectors.joining(", "));
  }

  private void field(String name, String value) {
    line("  %-12s %s", name, value);
  }

  private void line(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
  }
}
