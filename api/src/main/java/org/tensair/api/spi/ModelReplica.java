package org.tensair.api.spi;

import java.nio.file.Path;
import org.tensair.api.RowBlock;

/**
 * One replica of a model: variables of its own and calls on them. Used by one thread at a time; a
 * call copies what it needs from its arguments and keeps none of them.
 *
 * <p>Every call checks that the blocks have the card's tensors, and throws {@link ModelException}
 * naming signature and tensor if not.
 */
public interface ModelReplica extends AutoCloseable {

  /** The model's card. */
  ModelCard card();

  /**
   * Predicts the first {@code rows} rows.
   *
   * @param features the card's features
   * @param outputs receives the card's outputs
   */
  void predict(RowBlock features, int rows, RowBlock outputs);

  /**
   * Scores predictions that were made earlier; reads no variable.
   *
   * @param outputs what {@code predict} gave for the rows
   * @param labels the card's labels
   * @param weights of the rows, 0 = padding
   * @param score receives the losses and metrics
   */
  void score(RowBlock outputs, RowBlock labels, float[] weights, int rows, Score score);

  /**
   * Trains on the first {@code rows} rows, and returns what was applied, for the other replicas.
   * Applies nothing if any gradient is not finite.
   *
   * @param factor of the learning rate
   * @param meanStateScale of the changes of moving statistics: 1 / replicas
   * @return the update, which the caller must {@linkplain ModelUpdate#release release}; its {@code
   *     finite} is false if nothing was applied
   */
  ModelUpdate train(
      RowBlock features,
      RowBlock labels,
      float[] weights,
      int rows,
      float factor,
      float meanStateScale);

  /**
   * Applies what another replica's {@link #train} returned.
   *
   * @param miniBatches how many mini-batches the update covers; advances the iteration count
   */
  void apply(ModelUpdate update, long miniBatches);

  /** Multiplies the learning rate, constant or scheduled, from now on. */
  void setLearningRateScale(float scale);

  /** All variables, in card order, copied. */
  Variables variables();

  /** Sets all variables. */
  void setVariables(Variables variables);

  /**
   * Writes the model with its present variables and its card as a SavedModel that Python loads.
   *
   * @param directory must not exist or be empty
   */
  void save(Path directory);

  @Override
  void close();
}
