package org.tensair.learning;

import java.nio.ByteBuffer;
import org.tensair.api.DType;
import org.tensair.api.RowBlock;
import org.tensair.api.TensorSpec;
import org.tensair.api.spi.ModelCard;

/**
 * How the first output and the first label of a model are read as classes; comes between the
 * model's tensors and the {@link Evaluator}.
 *
 * <ul>
 *   <li>One float output and one label element: two classes. The output is the probability of class
 *       1, and counts as class 1 above 0.5; where it leaves [0, 1] there is no AUC. A label that is
 *       neither 0 nor 1 is no class.
 *   <li>K float outputs, and one label element (the class's number) or K (one-hot): K classes, the
 *       largest output wins.
 *   <li>Anything else: no classes; only losses are evaluated.
 * </ul>
 */
final class Classes {

  /** No class, or not known yet. */
  static final int NONE = -1;

  private final int count;
  private final TensorSpec label;
  private final int labelElements;
  private final int outputElements;

  Classes(ModelCard card) {
    this(card.outputs().get(0), card.labels().get(0).tensor());
  }

  Classes(TensorSpec output, TensorSpec label) {
    this.label = label;
    labelElements = label.elementsPerRow();
    outputElements = output.elementsPerRow();
    boolean classes =
        output.type() == DType.FLOAT32 && (labelElements == 1 || labelElements == outputElements);
    count = classes ? Math.max(2, outputElements) : 0;
  }

  /** How many there are; 0 if the model does not classify. */
  int count() {
    return count;
  }

  boolean binary() {
    return count == 2;
  }

  /** The probability of class 1 of a binary model: its only output, or the second of two. */
  float probability(RowBlock outputs, int row) {
    return outputs.at(row).getFloat(0, outputElements - 1);
  }

  /** The class that a row's outputs predict. */
  int predicted(RowBlock outputs, int row) {
    if (count == 0) {
      return NONE;
    }
    if (outputElements == 1) {
      return probability(outputs, row) > 0.5f ? 1 : 0;
    }
    return largest(outputs, row, outputElements);
  }

  /** The class that a row's labels name, or {@link #NONE}. */
  int actual(RowBlock labels, int row) {
    if (count == 0) {
      return NONE;
    }
    if (labelElements > 1) {
      return label.type() == DType.FLOAT32 ? largest(labels, row, labelElements) : NONE;
    }
    double value = number(labels.tensor(0), row);
    int actual = (int) value;
    return actual == value && actual >= 0 && actual < count ? actual : NONE;
  }

  private static int largest(RowBlock block, int row, int elements) {
    block.at(row);
    int largest = 0;
    for (int i = 1; i < elements; i++) {
      if (block.getFloat(0, i) > block.getFloat(0, largest)) {
        largest = i;
      }
    }
    return largest;
  }

  private double number(ByteBuffer values, int row) {
    return switch (label.type()) {
      case FLOAT32 -> values.getFloat(row * Float.BYTES);
      case INT32 -> values.getInt(row * Integer.BYTES);
      case INT64 -> values.getLong(row * Long.BYTES);
      case BOOL -> values.get(row);
    };
  }
}
