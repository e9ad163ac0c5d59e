package org.tensair.learning;

import org.tensair.api.Encoder;
import org.tensair.api.LabelEncoder;
import org.tensair.api.LearnOptions;
import org.tensair.api.spi.ModelCard;

/**
 * Takes the samples and labels of one replica: encodes samples, keeps what the baselines say of
 * them, and joins their labels to them later. Comes after the runtime's queue; what it takes goes
 * to the {@link Predictor} and to the {@link LabelledRows labelled mini-batch}.
 */
final class Intake<T, L> {

  private static final int SHOWN_CHARACTERS = 200;

  private final String name;
  private final Encoder<T> encoder;
  private final LabelEncoder<L> labelEncoder;
  private final Classes classes;
  private final Baselines baselines;
  private final PendingRows pending;
  private final LabelledRows batch;
  private long labelled;
  private long unmatched;

  Intake(
      String name,
      LearnOptions<T, L> options,
      ModelCard card,
      ScalerStatistics statistics,
      Classes classes,
      PendingRows pending,
      LabelledRows batch) {
    this.name = name;
    this.encoder = encoder(name, options, card, statistics);
    this.labelEncoder = options.labelEncoder();
    this.classes = classes;
    this.baselines = new Baselines(classes);
    this.pending = pending;
    this.batch = batch;
  }

  private static <T> Encoder<T> encoder(
      String name, LearnOptions<T, ?> options, ModelCard card, ScalerStatistics statistics) {
    ReplicaEncoderContext context = new ReplicaEncoderContext(card.features(), statistics);
    try {
      Encoder<T> made = options.encoder().create(context);
      context.close();
      return made;
    } catch (Exception e) {
      throw new IllegalStateException(
          name + ": its encoder could not be made: " + e.getMessage(), e);
    }
  }

  /**
   * Takes sample {@code i} of a batch.
   *
   * @param late whether it is behind the replica's event time
   * @return the row that is to be predicted
   */
  PendingRow sample(EventBatch events, int i, boolean late) {
    // The runtime routes the stream's own records to this operator.
    @SuppressWarnings("unchecked")
    T sample = (T) events.record(i);
    PendingRow row = pending.take(events.time(i), events.index(i), sample);
    row.late = late;
    try {
      encoder.encode(sample, pending.features().at(row.slot));
    } catch (Exception e) {
      throw refused("record " + row.index, sample, e);
    }
    baselines.predict(row);
    if (pending.await(events.key(i), row)) {
      unmatched++;
    }
    return row;
  }

  /**
   * Takes label {@code i} of a batch, into the labelled mini-batch if its sample waits for it.
   *
   * @param now by which the age of the mini-batch is counted
   */
  void label(EventBatch events, int i, long now) {
    PendingRow row = pending.match(events.key(i));
    if (row == null) {
      unmatched++;
      return;
    }
    @SuppressWarnings("unchecked")
    L label = (L) events.record(i);
    int at = batch.size();
    try {
      labelEncoder.encode(label, batch.labels().at(at));
    } catch (Exception e) {
      throw refused("the label of record " + row.index, label, e);
    }
    int actual = classes.actual(batch.labels(), at);
    baselines.learn(row, actual);
    batch.add(row, events.time(i), actual, now);
    labelled++;
  }

  /** What the baselines have learnt. */
  ReplicaState.Baseline baselines() {
    return baselines.state();
  }

  /** Goes on with what baselines had learnt. */
  void restore(ReplicaState.Baseline learnt) {
    baselines.restore(learnt);
  }

  /** Adds what was counted before. */
  void add(long labelledBefore, long unmatchedBefore) {
    labelled += labelledBefore;
    unmatched += unmatchedBefore;
  }

  /** Lets a sample of a snapshot wait for its label. */
  void restore(ReplicaState.Sample sample) {
    pending.await(sample.key(), pending.restore(sample));
  }

  /** Takes a row of a snapshot into the labelled mini-batch, which has been filling since. */
  void restore(ReplicaState.Labelled row, long openedAt) {
    int at = batch.size();
    RowBytes.put(row.labels(), batch.labels(), at);
    int actual = classes.actual(batch.labels(), at);
    batch.add(pending.restore(row.sample()), row.labelTime(), actual, openedAt);
  }

  private IllegalStateException refused(String what, Object record, Exception cause) {
    String text = String.valueOf(record);
    String shown =
        text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "…";
    return new IllegalStateException(
        name + ": " + what + " cannot be encoded: " + shown + ". " + cause.getMessage(), cause);
  }

  /** Gives up the samples whose label would be too late at {@code eventTime}. */
  void expire(long eventTime) {
    unmatched += pending.expire(eventTime);
  }

  /** No more labels will come. */
  void end() {
    unmatched += pending.size();
  }

  /** Samples whose label has come in time. */
  long labelled() {
    return labelled;
  }

  /** Samples whose label did not come in time, and labels without a sample. */
  long unmatched() {
    return unmatched;
  }
}
