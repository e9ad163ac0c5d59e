package org.tensair.learning;

import java.util.ArrayList;
import java.util.List;
import org.tensair.api.RowBlock;
import org.tensair.api.spi.ModelCard;

/** The labelled mini-batch that a replica is filling: rows whose label has come, and the labels. */
final class LabelledRows {

  private final List<PendingRow> rows;
  private final long[] labelTimes;
  private final int[] classes;
  private final RowBlock labels;
  private final int capacity;
  private long openedAt;
  private long newestLabelTime = Long.MIN_VALUE;
  private long newestIndex;

  LabelledRows(ModelCard card, int capacity) {
    this.capacity = capacity;
    rows = new ArrayList<>(capacity);
    labelTimes = new long[capacity];
    classes = new int[capacity];
    labels = new RowBlock(card.labels().stream().map(ModelCard.Label::tensor).toList(), capacity);
  }

  /** The labels, in the order of the rows. */
  RowBlock labels() {
    return labels;
  }

  int size() {
    return rows.size();
  }

  boolean full() {
    return rows.size() == capacity;
  }

  PendingRow row(int i) {
    return rows.get(i);
  }

  /** When the label of row {@code i} became known. */
  long labelTime(int i) {
    return labelTimes[i];
  }

  /** The class of row {@code i}, or {@link Classes#NONE}. */
  int actual(int i) {
    return classes[i];
  }

  /** Event time of the newest label. */
  long newestLabelTime() {
    return newestLabelTime;
  }

  /** The largest record index. */
  long newestIndex() {
    return newestIndex;
  }

  /**
   * Adds the row whose label was just written to row {@code size()} of the labels.
   *
   * @param now by which the age of the mini-batch is counted: event time or the clock
   */
  void add(PendingRow row, long labelTime, int actual, long now) {
    if (rows.isEmpty()) {
      openedAt = now;
      newestIndex = row.index;
    }
    labelTimes[rows.size()] = labelTime;
    classes[rows.size()] = actual;
    rows.add(row);
    newestLabelTime = Math.max(newestLabelTime, labelTime);
    newestIndex = Math.max(newestIndex, row.index);
  }

  /** Whether there are rows, and the first has waited for {@code age} or longer. */
  boolean olderThan(long age, long now) {
    return !rows.isEmpty() && now - openedAt >= age;
  }

  /** Its rows, with their features, predictions and labels. */
  List<ReplicaState.Labelled> state(PendingRows pending) {
    List<ReplicaState.Labelled> state = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      ReplicaState.Sample sample = pending.stateOf(rows.get(i));
      state.add(new ReplicaState.Labelled(sample, RowBytes.of(labels, i), labelTimes[i]));
    }
    return List.copyOf(state);
  }

  /** For how long it has been filling; 0 if it is empty. */
  long age(long now) {
    return rows.isEmpty() ? 0 : now - openedAt;
  }

  /** Empties the mini-batch; the rows are given back to {@code pending}. */
  void release(PendingRows pending) {
    for (PendingRow row : rows) {
      pending.release(row);
    }
    rows.clear();
    newestLabelTime = Long.MIN_VALUE;
  }
}
