package org.tensair.testkit;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.tensair.api.RowBlock;
import org.tensair.api.TensorSpec;
import org.tensair.api.spi.ModelCard;
import org.tensair.api.spi.ModelException;
import org.tensair.api.spi.ModelReplica;
import org.tensair.api.spi.ModelUpdate;
import org.tensair.api.spi.Score;
import org.tensair.api.spi.Variables;

/**
 * A replica of the {@link Ledger}. It is hostile: calls by two threads at once, blocks of other
 * tensors and use after {@link #close} fail. {@link #counts} alone may be called at any time.
 */
public final class LedgerReplica implements ModelReplica {

  private final ModelCard card;
  private final float[] table;
  private final AtomicLong openUpdates;
  private final AtomicReference<@Nullable Thread> inside = new AtomicReference<>();
  private volatile boolean closed;
  private long iteration;

  LedgerReplica(ModelCard card, int rows, AtomicLong openUpdates) {
    this.card = card;
    this.table = new float[rows];
    this.openUpdates = openUpdates;
  }

  @Override
  public ModelCard card() {
    return card;
  }

  /** How often each row was trained on, here or by a peer whose update was applied. */
  public float[] counts() {
    synchronized (table) {
      return table.clone();
    }
  }

  /** Mini-batches, own ones and applied ones. */
  public long iteration() {
    synchronized (table) {
      return iteration;
    }
  }

  @Override
  public void predict(RowBlock features, int rows, RowBlock outputs) {
    exclusively(
        "predict",
        () -> {
          require("predict", "features", Ledger.FEATURES, features);
          require("predict", "outputs", Ledger.OUTPUTS, outputs);
          for (int i = 0; i < rows; i++) {
            outputs.at(i).putFloat(0, 0, table[rowOf("predict", features, i)]);
          }
        });
  }

  @Override
  public void score(RowBlock outputs, RowBlock labels, float[] weights, int rows, Score score) {
    exclusively(
        "score",
        () -> {
          require("score", "outputs", Ledger.OUTPUTS, outputs);
          require("score", "labels", Ledger.LABELS, labels);
          for (int i = 0; i < rows; i++) {
            float difference = outputs.at(i).getFloat(0, 0) - labels.at(i).getFloat(0, 0);
            score.losses()[i] = weights[i] == 0 ? 0 : difference * difference;
          }
        });
  }

  @Override
  public ModelUpdate train(
      RowBlock features,
      RowBlock labels,
      float[] weights,
      int rows,
      float factor,
      float meanStateScale) {
    float[] added = new float[table.length];
    boolean[] finite = {true};
    exclusively(
        "train",
        () -> {
          require("train", "features", Ledger.FEATURES, features);
          require("train", "labels", Ledger.LABELS, labels);
          for (int i = 0; i < rows; i++) {
            if (weights[i] != 0) {
              added[rowOf("train", features, i)]++;
              finite[0] &= Float.isFinite(labels.at(i).getFloat(0, 0));
            }
          }
          if (finite[0]) {
            add(FloatBuffer.wrap(added), 1);
          }
        });
    return new LedgerUpdate(
        card.variables().get(0).tensor(),
        finite[0] ? added : new float[table.length],
        finite[0],
        openUpdates);
  }

  @Override
  public void apply(ModelUpdate update, long miniBatches) {
    exclusively(
        "apply",
        () -> {
          List<TensorSpec> required = List.of(card.variables().get(0).tensor());
          if (!update.finite() || !update.tensors().equals(required)) {
            throw new ModelException(
                "Ledger, apply: found "
                    + (update.finite() ? "" : "not finite ")
                    + update.tensors()
                    + ", required finite "
                    + required
                    + ".");
          }
          add(update.tensor(0).order(ByteOrder.nativeOrder()).asFloatBuffer(), miniBatches);
        });
  }

  @Override
  public void setLearningRateScale(float scale) {
    exclusively("set_learning_rate_scale", () -> {});
  }

  @Override
  public Variables variables() {
    ByteBuffer tableBytes = direct(table.length * Float.BYTES);
    ByteBuffer iterationBytes = direct(Long.BYTES);
    exclusively(
        "get_variables",
        () -> {
          tableBytes.asFloatBuffer().put(table);
          iterationBytes.putLong(0, iteration);
        });
    return new Variables(specs(), List.of(tableBytes, iterationBytes));
  }

  @Override
  public void setVariables(Variables variables) {
    exclusively(
        "set_variables",
        () -> {
          if (!variables.specs().equals(specs())) {
            throw new ModelException(
                "Ledger, set_variables: found "
                    + variables.specs()
                    + ", required "
                    + specs()
                    + ".");
          }
          synchronized (table) {
            nativeOrder(variables, 0).asFloatBuffer().get(table);
            iteration = nativeOrder(variables, 1).getLong(0);
          }
        });
  }

  @Override
  public void save(Path directory) {
    throw new ModelException("Ledger: cannot be saved as a SavedModel. Use variables().");
  }

  @Override
  public void close() {
    closed = true;
  }

  private void add(FloatBuffer added, long miniBatches) {
    synchronized (table) {
      for (int row = 0; row < table.length; row++) {
        table[row] += added.get(row);
      }
      iteration += miniBatches;
    }
  }

  private List<TensorSpec> specs() {
    return card.variables().stream().map(ModelCard.Variable::tensor).toList();
  }

  private int rowOf(String signature, RowBlock features, int i) {
    int row = features.at(i).getInt(0, 0);
    if (row < 0 || row >= table.length) {
      throw new ModelException(
          "Ledger, "
              + signature
              + ": found row "
              + row
              + ", required 0 to "
              + (table.length - 1)
              + ".");
    }
    return row;
  }

  private static void require(
      String signature, String what, List<TensorSpec> required, RowBlock found) {
    if (!found.specs().equals(required)) {
      throw new ModelException(
          "Ledger, "
              + signature
              + ": found the "
              + what
              + " "
              + found.specs()
              + ", required "
              + required
              + ".");
    }
  }

  private void exclusively(String signature, Runnable call) {
    Thread other = inside.compareAndExchange(null, Thread.currentThread());
    if (closed || other != null) {
      throw new IllegalStateException(
          "Ledger, "
              + signature
              + ": found "
              + (closed ? "a closed replica" : "a call while " + other + " is in another")
              + ", required an open one, used by one thread at a time.");
    }
    try {
      call.run();
    } finally {
      inside.set(null);
    }
  }

  private static ByteBuffer nativeOrder(Variables variables, int index) {
    return variables.values().get(index).duplicate().order(ByteOrder.nativeOrder());
  }

  private static ByteBuffer direct(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }
}
