package org.tensair.learning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tensair.api.LearnOptions;
import org.tensair.api.RowBlock;
import org.tensair.api.spi.ModelReplica;
import org.tensair.api.spi.ModelUpdate;
import org.tensair.exchange.Frame;

/** Changes the weights of one replica: by its own mini-batches, and by what its peers learnt. */
final class Trainer {

  private static final Logger log = LoggerFactory.getLogger(Trainer.class);
  private static final int KEPT = 4;
  private static final int WARN_EVERY = 1_000;

  private final String name;
  private final int rank;
  private final ModelReplica model;
  private final Weights weights;
  private final PendingRows pending;
  private final int replay;
  private final float meanStateScale;
  private final RowBlock features;
  private final RowBlock replayedLabels;
  private final @Nullable ReplayRows replayRows;
  private final float[] ones;
  private final ConcurrentLinkedDeque<RefusedBatch> refused = new ConcurrentLinkedDeque<>();
  private long trainedRows;
  private long trained;
  private long applied;
  private long notFinite;

  Trainer(
      String name,
      int rank,
      LearnOptions<?, ?> options,
      ModelReplica model,
      Weights weights,
      PendingRows pending,
      RowBlock labels) {
    this.name = name;
    this.rank = rank;
    this.model = model;
    this.weights = weights;
    this.pending = pending;
    replay = options.replay();
    meanStateScale = 1f / options.replicas();
    features = new RowBlock(model.card().features(), options.batchSize());
    replayedLabels = new RowBlock(labels.specs(), options.batchSize());
    replayRows =
        replay == 0
            ? null
            : new ReplayRows(features, labels, options.replayRows(), options.seed() + rank);
    ones = new float[options.batchSize()];
    Arrays.fill(ones, 1);
  }

  /**
   * Trains on a labelled mini-batch, and on replayed ones after it.
   *
   * @return what the peers are to apply, with one reference; empty if nothing finite was learnt
   */
  UpdatePayload train(LabelledRows batch) {
    int rows = batch.size();
    for (int i = 0; i < rows; i++) {
      features.copyRow(pending.features(), batch.row(i).slot, i);
    }
    List<ModelUpdate> updates = new ArrayList<>(1 + replay);
    if (!step(batch.labels(), rows, batch.newestIndex(), updates)) {
      return UpdatePayload.NOTHING;
    }
    trainedRows += rows;
    trained++;
    if (replayRows != null) {
      replayRows.add(features, batch);
      for (int i = 0; i < replay; i++) {
        replayRows.draw(features, replayedLabels, features.capacity());
        step(replayedLabels, features.capacity(), batch.newestIndex(), updates);
      }
    }
    weights.learnt(1, batch.newestLabelTime());
    return new UpdatePayload(updates);
  }

  private boolean step(RowBlock labels, int rows, long recordIndex, List<ModelUpdate> updates) {
    ModelUpdate update = model.train(features, labels, ones, rows, 1, meanStateScale);
    if (update.finite()) {
      updates.add(update);
      return true;
    }
    update.release();
    refuse(RefusedBatch.copyOf(recordIndex, features, labels, rows));
    return false;
  }

  private void refuse(RefusedBatch batch) {
    if (notFinite++ % WARN_EVERY == 0) {
      log.warn(
          "{}: a gradient of the mini-batch that ends at record {} is not finite; it was neither"
              + " applied nor sent, and is kept for inspection ({} so far).",
          name,
          batch.recordIndex(),
          notFinite);
    }
    refused.addLast(batch);
    if (refused.size() > KEPT) {
      refused.removeFirst();
    }
  }

  /** Applies what a peer learnt. */
  void apply(Frame frame) {
    if (frame.payload() instanceof UpdatePayload payload && !payload.isEmpty()) {
      for (ModelUpdate update : payload.updates()) {
        model.apply(update, 1);
      }
      applied += frame.miniBatches();
      weights.learnt(frame.miniBatches(), frame.newestLabelTime());
    }
  }

  /** Applies what a replica had learnt before the snapshot from which this one started. */
  void apply(ReplicaState.HeldBack frame) {
    for (ReplicaState.Update update : frame.updates()) {
      model.apply(new KeptUpdate(update), 1);
    }
    applied += frame.origin() == rank ? 0 : frame.miniBatches();
    weights.learnt(frame.miniBatches(), frame.newestLabelTime());
  }

  /** What is kept to be trained on once more; empty without replay. */
  ReplicaState.Replay replay() {
    return replayRows == null ? new ReplicaState.Replay(0, 0, List.of()) : replayRows.state();
  }

  /** Takes over rows to be trained on once more. */
  void restore(ReplicaState.Replay rows) {
    if (replayRows != null) {
      replayRows.restore(rows);
    }
  }

  /** Adds what was counted before. */
  void add(long rowsBefore, long trainedBefore, long notFiniteBefore) {
    trainedRows += rowsBefore;
    trained += trainedBefore;
    notFinite += notFiniteBefore;
  }

  /** So many of peers' mini-batches are in the weights of the snapshot. */
  void restoreApplied(long miniBatches) {
    applied = miniBatches;
  }

  /** Rows trained on, replayed ones not counted. */
  long trainedRows() {
    return trainedRows;
  }

  /** Own mini-batches trained on. */
  long trained() {
    return trained;
  }

  /** Mini-batches of peers applied. */
  long applied() {
    return applied;
  }

  /** Mini-batches refused, replayed ones included. */
  long notFinite() {
    return notFinite;
  }

  /** The newest refused mini-batches; any thread. */
  List<RefusedBatch> refused() {
    return List.copyOf(refused);
  }
}
