package org.tensair.learning;

import java.util.Objects;
import org.tensair.api.Prediction;
import org.tensair.api.RowBlock;
import org.tensair.api.TensorSpec;
import org.tensair.api.spi.ModelReplica;

/**
 * Predicts samples as late as possible: right before the weights change, all that came meanwhile in
 * one call. That gives every row the prediction it would have had at once, since the weights have
 * not changed, at a fraction of the cost. Comes after the encoder; what it predicts is kept in
 * {@link PendingRows} until the label comes.
 */
final class Predictor<T> {

  private static final int LEAST_ROWS = 64;

  private final ModelReplica model;
  private final Weights weights;
  private final PendingRows pending;
  private final ReplicaOutput<T> output;
  private final boolean emits;
  private final int rank;
  private final PendingRow[] waiting;
  private final RowBlock features;
  private final RowBlock outputs;
  private final int outputElements;
  private final LagHistogram lags = new LagHistogram();
  private int size;
  private long predicted;
  private long restored;
  private long late;

  Predictor(
      int rank,
      int batchSize,
      ModelReplica model,
      Weights weights,
      PendingRows pending,
      ReplicaOutput<T> output) {
    this.rank = rank;
    this.model = model;
    this.weights = weights;
    this.pending = pending;
    this.output = output;
    this.emits = output.wantsPredictions();
    // As many samples come between two mini-batches as labels do, and often a few more.
    int capacity = Math.max(2 * batchSize, LEAST_ROWS);
    waiting = new PendingRow[capacity];
    features = new RowBlock(model.card().features(), capacity);
    outputs = new RowBlock(model.card().outputs(), capacity);
    outputElements = model.card().outputs().stream().mapToInt(TensorSpec::elementsPerRow).sum();
  }

  /** Takes an encoded row, and predicts all that wait if there are enough. */
  void add(PendingRow row) {
    waiting[size++] = row;
    if (size == waiting.length) {
      flush();
    }
  }

  /** Predicts all rows that wait. To be called before the weights change. */
  void flush() {
    if (size == 0) {
      return;
    }
    for (int i = 0; i < size; i++) {
      features.copyRow(pending.features(), waiting[i].slot, i);
    }
    model.predict(features, size, outputs);
    for (int i = 0; i < size; i++) {
      PendingRow row = waiting[i];
      pending.outputs().copyRow(outputs, i, row.slot);
      count(row);
      if (emits) {
        emit(row, i);
      }
      row.predicted = true;
      if (row.abandoned) {
        pending.release(row);
      }
    }
    size = 0;
  }

  /** Whether no row waits. */
  boolean isIdle() {
    return size == 0;
  }

  private void count(PendingRow row) {
    predicted++;
    if (row.late) {
      late++;
    } else if (weights.newestLabelTime() != Long.MIN_VALUE) {
      lags.add(row.time - weights.newestLabelTime());
    }
  }

  /** Adds what was counted before. */
  void add(long predictedBefore, long lateBefore, ReplicaState.Lags lagsBefore) {
    predicted += predictedBefore;
    restored += predictedBefore;
    late += lateBefore;
    lags.add(lagsBefore);
  }

  private void emit(PendingRow row, int at) {
    float[] values = new float[outputElements];
    outputs.at(at);
    int next = 0;
    for (int tensor = 0; tensor < outputs.specs().size(); tensor++) {
      int elements = outputs.specs().get(tensor).elementsPerRow();
      for (int element = 0; element < elements; element++) {
        values[next++] = outputs.getFloat(tensor, element);
      }
    }
    @SuppressWarnings("unchecked")
    T sample = (T) Objects.requireNonNull(row.record);
    output.prediction(new Prediction<>(sample, row.time, rank, weights.version(), values));
  }

  /** Rows predicted so far, with those that were counted before. */
  long predicted() {
    return predicted;
  }

  /** Rows that were counted before. */
  long restored() {
    return restored;
  }

  /** Rows predicted that were behind the replica's event time. */
  long late() {
    return late;
  }

  /** How old the newest label in the weights was, by row. */
  LagHistogram lags() {
    return lags;
  }
}
