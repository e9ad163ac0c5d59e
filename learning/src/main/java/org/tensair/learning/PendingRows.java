package org.tensair.learning;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tensair.api.RowBlock;
import org.tensair.api.TensorSpec;
import org.tensair.api.spi.ModelCard;

/**
 * The rows of a replica between their sample and the end of the mini-batch that scores them: joins
 * labels to samples, and keeps features and predictions meanwhile. The memory is reused, and
 * doubles when it is full.
 */
final class PendingRows {

  private static final int INITIAL = 1024;

  private final Map<Object, PendingRow> byKey = new LinkedHashMap<>();
  private final ArrayDeque<PendingRow> free = new ArrayDeque<>();
  private final long deadline;
  private RowBlock features;
  private RowBlock outputs;
  private final int widestRow;
  private long nextExpiry = Long.MAX_VALUE;

  /**
   * @param deadline milliseconds after its sample's time in which a label may come
   */
  PendingRows(ModelCard card, long deadline) {
    this.deadline = deadline;
    features = new RowBlock(card.features(), INITIAL);
    outputs = new RowBlock(card.outputs(), INITIAL);
    widestRow =
        Stream.of(card.features(), card.outputs())
            .flatMap(List::stream)
            .mapToInt(TensorSpec::bytesPerRow)
            .max()
            .orElse(1);
    addSlots(0);
  }

  /** Features of the pending rows, by slot. */
  RowBlock features() {
    return features;
  }

  /** Predictions of the pending rows, by slot. */
  RowBlock outputs() {
    return outputs;
  }

  /** How many samples wait for their label. */
  int size() {
    return byKey.size();
  }

  /** A free row, for a sample that has just come. */
  PendingRow take(long time, long index, @Nullable Object record) {
    if (free.isEmpty()) {
      grow();
    }
    PendingRow row = free.pop();
    row.time = time;
    row.index = index;
    row.record = record;
    row.predicted = false;
    row.abandoned = false;
    return row;
  }

  /**
   * Lets a row wait for the label with its key.
   *
   * @return whether another row that waited for the same key was given up for this one
   */
  boolean await(Object key, PendingRow row) {
    row.key = key;
    // Removed first, so that the order of the map stays that of arrival.
    PendingRow replaced = byKey.remove(key);
    byKey.put(key, row);
    nextExpiry = Math.min(nextExpiry, row.time + deadline);
    if (replaced != null) {
      abandon(replaced);
    }
    return replaced != null;
  }

  /** The row that waits for this key, which then waits no more; null if there is none. */
  @Nullable PendingRow match(Object key) {
    return byKey.remove(key);
  }

  /**
   * Gives up the rows whose label would be too late at {@code time}.
   *
   * @return how many
   */
  int expire(long time) {
    if (time <= nextExpiry) {
      return 0;
    }
    int expired = 0;
    nextExpiry = Long.MAX_VALUE;
    Iterator<PendingRow> oldestFirst = byKey.values().iterator();
    while (oldestFirst.hasNext()) {
      PendingRow row = oldestFirst.next();
      if (time <= row.time + deadline) {
        nextExpiry = row.time + deadline;
        break;
      }
      oldestFirst.remove();
      abandon(row);
      expired++;
    }
    return expired;
  }

  private void abandon(PendingRow row) {
    if (row.predicted) {
      release(row);
    } else {
      row.abandoned = true;
    }
  }

  /** Gives a row back that was predicted. */
  void release(PendingRow row) {
    row.record = null;
    row.key = null;
    free.push(row);
  }

  /** The rows that wait for their label, in the order of their arrival; all must be predicted. */
  List<ReplicaState.Sample> state() {
    return byKey.values().stream().map(this::stateOf).toList();
  }

  /** A row with its features and its prediction. */
  ReplicaState.Sample stateOf(PendingRow row) {
    return new ReplicaState.Sample(
        Objects.requireNonNull(row.key),
        row.time,
        row.index,
        RowBytes.of(features, row.slot),
        RowBytes.of(outputs, row.slot),
        row.majority,
        row.noChange,
        row.majorityProbability,
        row.noChangeProbability);
  }

  /** A row as it was; it does not wait for its label unless {@link #await} is called. */
  PendingRow restore(ReplicaState.Sample sample) {
    PendingRow row = take(sample.time(), sample.index(), null);
    row.key = sample.key();
    row.predicted = true;
    row.majority = sample.majority();
    row.noChange = sample.noChange();
    row.majorityProbability = sample.majorityProbability();
    row.noChangeProbability = sample.noChangeProbability();
    RowBytes.put(sample.features(), features, row.slot);
    RowBytes.put(sample.outputs(), outputs, row.slot);
    return row;
  }

  private void grow() {
    int size = features.capacity();
    if (size > Integer.MAX_VALUE / 2 / widestRow) {
      throw new IllegalStateException(
          "Found "
              + size
              + " samples that wait for their label, required fewer: labels fail to come, or the"
              + " deadline of "
              + deadline / 1000
              + " s is too long. Shorten within(…), or look at the keys of the labels.");
    }
    features = grown(features);
    outputs = grown(outputs);
    addSlots(size);
  }

  private static RowBlock grown(RowBlock block) {
    RowBlock grown = new RowBlock(block.specs(), 2 * block.capacity());
    for (int row = 0; row < block.capacity(); row++) {
      grown.copyRow(block, row, row);
    }
    return grown;
  }

  /** Pushed in descending order: slots are first used in the order of memory. */
  private void addSlots(int from) {
    for (int slot = features.capacity() - 1; slot >= from; slot--) {
      free.push(new PendingRow(slot));
    }
  }
}
