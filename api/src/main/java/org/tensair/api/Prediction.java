package org.tensair.api;

import java.util.Arrays;

/**
 * A prediction, made before any model saw the label. Immutable.
 *
 * @param <T> samples
 */
public final class Prediction<T> {

  private final T sample;
  private final long eventTime;
  private final int replica;
  private final long modelVersion;
  private final float[] values;

  /**
   * @param sample the record
   * @param eventTime of the sample, milliseconds since the epoch
   * @param replica the rank of the replica that predicted
   * @param modelVersion mini-batches, of all replicas, that the predicting weights contain
   * @param values the model's outputs for the row, in card order, flattened; not copied, and not to
   *     be changed afterwards
   */
  public Prediction(T sample, long eventTime, int replica, long modelVersion, float... values) {
    this.sample = sample;
    this.eventTime = eventTime;
    this.replica = replica;
    this.modelVersion = modelVersion;
    this.values = values;
  }

  /** The record. */
  public T sample() {
    return sample;
  }

  /** Event time of the sample, milliseconds since the epoch. */
  public long eventTime() {
    return eventTime;
  }

  /** The rank of the replica that predicted. */
  public int replica() {
    return replica;
  }

  /** Mini-batches, of all replicas, that the predicting weights contain. */
  public long modelVersion() {
    return modelVersion;
  }

  /** How many outputs there are. */
  public int size() {
    return values.length;
  }

  /** One of the model's outputs, from 0 to {@code size() − 1}. */
  public float value(int output) {
    return values[output];
  }

  @Override
  public String toString() {
    return "Prediction[" + sample + ", values=" + Arrays.toString(values) + "]";
  }
}
