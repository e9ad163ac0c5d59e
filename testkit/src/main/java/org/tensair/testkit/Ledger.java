package org.tensair.testkit;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.tensair.api.DType;
import org.tensair.api.TensorSpec;
import org.tensair.api.spi.LoadedModel;
import org.tensair.api.spi.ModelCard;
import org.tensair.api.spi.ReplicaSettings;

/**
 * The ledger model: a table of N rows, where training on an example adds 1 to the example's own
 * row. If each row is the subject of one example, then after any faults all replicas must hold
 * exactly 1 everywhere: a 0 is a lost example, a 2 one that was trained on twice.
 *
 * <p>It has the feature {@code row} (int32, from 0), the output {@code count} (float32, what the
 * row holds), the label {@code target} (float32; the loss is the squared difference from the count,
 * and a NaN among a mini-batch's targets makes its update not finite) and, as all models, a weight
 * for each example: 0 leaves it out. Updates are dense, additive and exact up to 2^24.
 */
public final class Ledger implements LoadedModel {

  static final List<TensorSpec> FEATURES =
      List.of(new TensorSpec("row", DType.INT32, List.of(-1L)));
  static final List<TensorSpec> OUTPUTS =
      List.of(new TensorSpec("count", DType.FLOAT32, List.of(-1L)));
  static final List<TensorSpec> LABELS =
      List.of(new TensorSpec("target", DType.FLOAT32, List.of(-1L)));

  private final int rows;
  private final ModelCard card;
  private final AtomicLong openUpdates = new AtomicLong();

  /** A ledger of {@code rows} rows, all 0. */
  public Ledger(int rows) {
    this.rows = rows;
    TensorSpec table = new TensorSpec("table", DType.FLOAT32, List.of((long) rows));
    TensorSpec iteration = new TensorSpec("iteration", DType.INT64, List.of());
    card =
        new ModelCard(
            1,
            "ledger",
            "ledger-" + rows,
            Map.of("tensair-testkit", "1"),
            FEATURES,
            OUTPUTS,
            List.of(new ModelCard.Label(LABELS.get(0), "target_weight")),
            List.of(
                new ModelCard.Variable(
                    table, ModelCard.Role.TRAINABLE, true, new ModelCard.Exchange(0, false)),
                new ModelCard.Variable(iteration, ModelCard.Role.COUNTER, false, null)),
            "sgd",
            List.of(),
            ModelCard.Payload.UPDATES,
            true,
            true,
            Map.of());
  }

  @Override
  public ModelCard card() {
    return card;
  }

  @Override
  public LedgerReplica replica(ReplicaSettings settings) {
    return new LedgerReplica(card, rows, openUpdates);
  }

  /** Updates that were made and not yet released by all who retained them; 0 in a quiet system. */
  public long openUpdates() {
    return openUpdates.get();
  }

  @Override
  public void close() {}
}
