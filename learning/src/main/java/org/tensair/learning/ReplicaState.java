package org.tensair.learning;

import java.util.List;
import org.tensair.api.LearningResult;
import org.tensair.api.LearningState;
import org.tensair.api.TensorSpec;
import org.tensair.exchange.BatchScore;
import org.tensair.exchange.Verdict;

/**
 * What a snapshot holds of one replica, at a cut at which nothing is in flight between the
 * replicas. The states of all replicas together are what a model operator can start from, with any
 * number of replicas. Immutable, and made only of what any codec of records can write: numbers,
 * strings, enums, primitive arrays, lists, maps and records of these, and the keys of the user.
 *
 * <p>The exchange's clocks are not in it: a start has fresh ones, and equal weights on all
 * replicas.
 *
 * @param snapshot its number
 * @param rank of the replica
 * @param replicas how many there were
 * @param eventTime that it had reached
 * @param shared what all replicas start from, from the one with the lowest event time; else empty
 * @param own variables that each replica has for itself
 * @param pending samples that wait for their label, in the order of their arrival
 * @param batch rows of the mini-batch that was being filled
 * @param batchAge for how long it had been
 * @param replay rows to train on once more
 * @param scalers what was learnt of the features' scale
 * @param baselines what was learnt of the labels
 * @param monitor that of the leading replica; of others empty
 * @param life the state of the model as this replica knows it
 * @param counts what was achieved
 */
public record ReplicaState(
    long snapshot,
    int rank,
    int replicas,
    long eventTime,
    List<Shared> shared,
    List<Variable> own,
    List<Sample> pending,
    List<Labelled> batch,
    long batchAge,
    Replay replay,
    Scalers scalers,
    Baseline baselines,
    List<Monitor> monitor,
    Life life,
    Counts counts) {

  /**
   * The weights.
   *
   * @param version mini-batches that they contain
   * @param newestLabelTime of the newest label in them
   * @param heldBack what was sent to the replica and must not be applied yet, each origin's in
   *     order
   */
  public record Shared(
      List<Variable> variables, long version, long newestLabelTime, List<HeldBack> heldBack) {}

  /** A variable of the model; native byte order. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared, never changed.
  public record Variable(String name, byte[] value) {}

  /**
   * What a replica learnt in one step, held back by event time.
   *
   * @param origin rank of that replica
   * @param notBefore event time at which it may be applied
   */
  public record HeldBack(
      int origin, long notBefore, long newestLabelTime, long miniBatches, List<Update> updates) {}

  /** An update of the model, see {@link org.tensair.api.spi.ModelUpdate}. */
  public record Update(float factor, List<Tensor> tensors) {}

  /** A tensor; native byte order. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared, never changed.
  public record Tensor(TensorSpec spec, byte[] content) {}

  /**
   * A sample that was predicted.
   *
   * @param features its row of all feature tensors, one after another
   * @param outputs likewise
   * @param majority what the baselines predicted for it, as the three after
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared, never changed.
  public record Sample(
      Object key,
      long time,
      long index,
      byte[] features,
      byte[] outputs,
      int majority,
      int noChange,
      float majorityProbability,
      float noChangeProbability) {}

  /** A sample whose label has come. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared, never changed.
  public record Labelled(Sample sample, byte[] labels, long labelTime) {}

  /**
   * Rows kept to be trained on once more, from the oldest.
   *
   * @param added how many there ever were
   * @param random state of the draws
   */
  public record Replay(long added, long random, List<ReplayRow> rows) {}

  /** A row kept to be trained on once more. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared, never changed.
  public record ReplayRow(Object key, byte[] features, byte[] labels) {}

  /**
   * Moments of all columns that were scaled.
   *
   * @param own learnt by this replica
   * @param peers learnt by each replica, as far as this one knows
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared, never changed.
  public record Scalers(double[] own, List<double[]> peers, List<Columns> columns) {}

  /** What one scaler has beside the moments. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared, never changed.
  public record Columns(
      long rows,
      long validTo,
      double[] means,
      double[] inverseDeviations,
      double[] counts,
      double[] learnt,
      double[] sums,
      double[] squares) {}

  /** What the baselines have learnt. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared, never changed.
  public record Baseline(
      int majority, int newest, long[] labels, long[] afterZero, long[] afterOne) {}

  /**
   * The monitor of the model.
   *
   * @param verdicts how many there were
   * @param rows scored
   * @param detector its name; {@code none} if there is none
   * @param detectorState see {@link org.tensair.api.DriftDetector#state}
   * @param waitingScores not taken yet, each replica's in its order
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared, never changed.
  public record Monitor(
      LearningState state,
      long verdicts,
      long rows,
      List<LearningResult.Drift> drifts,
      String detector,
      double[] detectorState,
      Windows windows,
      List<BatchScore> waitingScores) {}

  /** The windows of the convergence rule: mean losses of full ones, and sums of the newest. */
  public record Windows(
      List<Double> earlier, long rows, double lossSum, long correct, long noChangeCorrect) {}

  /**
   * The life cycle of a replica.
   *
   * @param waiting verdicts that it has heard of and not yet acted on
   */
  public record Life(LearningState state, List<Change> changes, List<Verdict> waiting) {}

  /**
   * A change of state.
   *
   * @param recordIndex of the mini-batch at which the replica acted
   */
  public record Change(Verdict verdict, LearningState from, LearningState to, long recordIndex) {}

  /** What a replica has achieved; see {@link LearningResult}. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared, never changed.
  public record Counts(
      long steps,
      long predicted,
      long late,
      long labelled,
      long unmatched,
      long trainedRows,
      long trained,
      long notFinite,
      long[] staleness,
      double[] metricSums,
      double[] metricCounts,
      Lags lags,
      EvaluationState evaluation) {}

  /** A histogram of lags in milliseconds. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared, never changed.
  public record Lags(long[] buckets, long count, double sum, long least) {}
}
