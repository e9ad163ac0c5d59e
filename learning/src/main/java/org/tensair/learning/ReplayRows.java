package org.tensair.learning;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tensair.api.RowBlock;

/**
 * The newest labelled rows of a replica, from which mini-batches are drawn to be trained on once
 * more. Features and labels only: nothing that is drawn here can be scored.
 */
final class ReplayRows {

  private final RowBlock features;
  private final RowBlock labels;
  private final @Nullable Object[] keys;
  private Draws random;
  private long added;

  /**
   * @param features a block of the features' shape
   * @param labels a block of the labels' shape
   * @param capacity how many rows are kept
   */
  ReplayRows(RowBlock features, RowBlock labels, int capacity, long seed) {
    this.features = new RowBlock(features.specs(), capacity);
    this.labels = new RowBlock(labels.specs(), capacity);
    this.keys = new Object[capacity];
    this.random = new Draws(seed);
  }

  /** Keeps the rows of a mini-batch, in place of the oldest. */
  void add(RowBlock batchFeatures, LabelledRows batch) {
    for (int row = 0; row < batch.size(); row++) {
      int to = (int) (added++ % features.capacity());
      features.copyRow(batchFeatures, row, to);
      labels.copyRow(batch.labels(), row, to);
      keys[to] = batch.row(row).key;
    }
  }

  /** What is kept, and the state of the draws. */
  ReplicaState.Replay state() {
    List<ReplicaState.ReplayRow> rows = new ArrayList<>();
    for (long i = Math.max(0, added - features.capacity()); i < added; i++) {
      int from = (int) (i % features.capacity());
      rows.add(
          new ReplicaState.ReplayRow(
              Objects.requireNonNull(keys[from]),
              RowBytes.of(features, from),
              RowBytes.of(labels, from)));
    }
    return new ReplicaState.Replay(added, random.state(), List.copyOf(rows));
  }

  /** Takes over what was kept; nothing was added before. Of too many rows, the last stay. */
  void restore(ReplicaState.Replay state) {
    random = new Draws(state.random());
    added = state.added() - state.rows().size();
    for (ReplicaState.ReplayRow row : state.rows()) {
      int to = (int) (added++ % features.capacity());
      RowBytes.put(row.features(), features, to);
      RowBytes.put(row.labels(), labels, to);
      keys[to] = row.key();
    }
  }

  /** Draws {@code rows} of the kept rows, with repetition; there must be one. */
  void draw(RowBlock batchFeatures, RowBlock batchLabels, int rows) {
    int kept = (int) Math.min(added, features.capacity());
    for (int row = 0; row < rows; row++) {
      int from = random.nextInt(kept);
      batchFeatures.copyRow(features, from, row);
      batchLabels.copyRow(labels, from, row);
    }
  }
}
