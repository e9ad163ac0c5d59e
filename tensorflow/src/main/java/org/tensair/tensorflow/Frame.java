package org.tensair.tensorflow;

import java.util.List;
import org.tensair.api.TensorSpec;
import org.tensair.api.spi.ModelCard;
import org.tensair.api.spi.ModelException;

/**
 * The tensors that replicas of a model send each other.
 *
 * @param fingerprint of the model's card
 * @param tensors in exchange order; −1 is the number of touched rows
 */
record Frame(String fingerprint, List<TensorSpec> tensors) {

  static Frame of(ModelCard card) {
    return new Frame(card.fingerprint(), List.copyOf(Contract.frame(card)));
  }

  /** Checks tensors that come from elsewhere, before a signature is called with them. */
  void check(String signature, List<TensorSpec> found) {
    for (int i = 0; i < Math.max(tensors.size(), found.size()); i++) {
      TensorSpec has = i < found.size() ? found.get(i) : null;
      TensorSpec needs = i < tensors.size() ? tensors.get(i) : null;
      if (has == null || needs == null || !fits(has, needs)) {
        throw new ModelException(
            "Signature "
                + signature
                + ", tensor "
                + (needs == null ? i : needs.name())
                + ": found "
                + (has == null ? "nothing" : has)
                + ", required "
                + (needs == null ? "no more tensors" : needs)
                + ". The update was made for another model.");
      }
    }
  }

  private static boolean fits(TensorSpec has, TensorSpec needs) {
    if (has.type() != needs.type() || has.shape().size() != needs.shape().size()) {
      return false;
    }
    for (int i = 0; i < needs.shape().size(); i++) {
      long size = needs.shape().get(i);
      if (size >= 0 && size != has.shape().get(i)) {
        return false;
      }
    }
    return true;
  }
}
