package org.tensair.tensorflow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tensair.api.TensorSpec;
import org.tensair.api.spi.ModelCard;
import org.tensair.api.spi.ModelCard.Signature;

/** Compares a card with itself and with the SavedModel that it lies in. */
final class CardChecks {

  private final List<String> problems = new ArrayList<>();

  private CardChecks() {}

  /** Everything in which they disagree; empty if nothing. */
  static List<String> problems(Card card, SavedModelFile file) {
    CardChecks checks = new CardChecks();
    checks.variables(card);
    Contract.signatures(card.model())
        .forEach(
            (name, required) -> {
              checks.signature(
                  "card", name, required, described(card.model().signatures().get(name)));
              checks.signature(
                  "SavedModel", name, required, described(file.signatures().get(name)));
            });
    if (file.saver() == null) {
      checks.problems.add("SavedModel: it has no saver, so its variables cannot be read");
    }
    return checks.problems;
  }

  private void variables(Card card) {
    List<ModelCard.Variable> variables = card.model().variables();
    for (int i = 0; i < variables.size(); i++) {
      ModelCard.Variable variable = variables.get(i);
      TensorSpec tensor = variable.tensor();
      int length = card.rankOffsets().get(i).map(offsets -> offsets.length).orElse(-1);
      if (tensor.shape().contains(-1L)) {
        problems.add("card, variable " + tensor + ": required a shape without null");
      } else if (length >= 0 && length != tensor.elements()) {
        problems.add(
            "card, variable "
                + tensor
                + ": rank_offset: found "
                + length
                + " numbers, required "
                + tensor.elements());
      }
    }
  }

  private void signature(String where, String name, Signature required, @Nullable Sides found) {
    if (found == null) {
      problems.add(where + ", signature " + name + ": found nothing, required by the contract");
      return;
    }
    String signature = where + ", signature " + name + ", ";
    side(signature + "input ", required.inputs(), found.inputs());
    side(signature + "output ", required.outputs(), found.outputs());
  }

  private void side(String where, List<TensorSpec> required, Map<String, String> found) {
    Map<String, String> left = new TreeMap<>(found);
    for (TensorSpec tensor : required) {
      String needs = form(tensor);
      String has = left.remove(tensor.name());
      if (!needs.equals(has)) {
        problems.add(
            where
                + tensor.name()
                + ": found "
                + (has == null ? "nothing" : has)
                + ", required "
                + needs);
      }
    }
    left.forEach(
        (name, has) -> problems.add(where + name + ": found " + has + ", required no such tensor"));
  }

  /** Forms of the tensors of a signature, by name. */
  private record Sides(Map<String, String> inputs, Map<String, String> outputs) {}

  private static @Nullable Sides described(@Nullable Signature signature) {
    return signature == null
        ? null
        : new Sides(forms(signature.inputs()), forms(signature.outputs()));
  }

  private static @Nullable Sides described(SavedModelFile.@Nullable Signature signature) {
    return signature == null
        ? null
        : new Sides(forms(signature.inputs()), forms(signature.outputs()));
  }

  private static Map<String, String> forms(List<TensorSpec> tensors) {
    Map<String, String> forms = new LinkedHashMap<>();
    tensors.forEach(tensor -> forms.put(tensor.name(), form(tensor)));
    return forms;
  }

  private static Map<String, String> forms(Map<String, SavedModelFile.Tensor> tensors) {
    Map<String, String> forms = new LinkedHashMap<>();
    tensors.forEach(
        (name, tensor) -> forms.put(name, form(TensorTypes.label(tensor.type()), tensor.shape())));
    return forms;
  }

  private static String form(TensorSpec tensor) {
    return form(tensor.type().label(), tensor.shape());
  }

  private static String form(String type, @Nullable List<Long> shape) {
    return type + (shape == null ? " of any shape" : shape.toString().replace("-1", "?"));
  }
}
