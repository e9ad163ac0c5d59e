package org.tensair.learning;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tensair.api.Evaluation;
import org.tensair.api.LearnOptions;
import org.tensair.api.LearningResult;
import org.tensair.api.LearningState;

/**
 * The model operator of a pipeline in one process: the loaded model and its replicas.
 *
 * @param <T> samples
 * @param <L> labels
 */
public final class ModelOperator<T, L> implements AutoCloseable {

  private final List<Replica<T, L>> replicas = new ArrayList<>();

  private ModelOperator(LearnOptions<T, L> options, List<? extends ReplicaInput> inputs) {
    for (ReplicaInput input : inputs) {
      replicas.add(new Replica<>(options, input));
    }
  }

  /**
   * Loads the model and makes its replicas.
   *
   * @param stage name of the operator, for messages
   * @param bounded whether the input ends; then nothing depends on the clock
   * @param inputs one for each replica
   * @param outputs one for each replica
   */
  public static <T, L> ModelOperator<T, L> open(
      String stage,
      LearnOptions<T, L> options,
      boolean bounded,
      List<? extends ReplicaInput> inputs,
      List<? extends ReplicaOutput<T>> outputs) {
    return new ModelOperator<>(options, inputs);
  }

  /** The replica of this rank, from 0; the runtime gives it a thread. */
  public Replica<T, L> replica(int rank) {
    return replicas.get(rank);
  }

  /** What was achieved so far. Any thread, any time, cheap enough for ten a second. */
  public LearningResult result() {
    Evaluation none = new Evaluation(0, Double.NaN, Double.NaN, Double.NaN);
    return new LearningResult(
        LearningState.TRAINING,
        0,
        0,
        0,
        0,
        0,
        none,
        List.of(),
        Map.of(),
        List.of(),
        List.of(),
        List.of(),
        Double.NaN,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        0);
  }

  /** Frees the replicas and the model. Call it when all replicas have returned. */
  @Override
  public void close() {}
}
