package org.tensair.api;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How {@link Combined} writes accumulators when one of them has a serializer: the other one cannot
 * be left to the runtime then.
 */
final class StateSerializers {

  private StateSerializers() {}

  /**
   * The serializer of an aggregate's accumulators.
   *
   * @throws IllegalArgumentException if it has none and they are no {@code long[]} or {@code
   *     double[]}
   */
  @SuppressWarnings("unchecked") // The class of a fresh accumulator says what A is.
  static <A> StateSerializer<A> of(Aggregate<?, A, ?> aggregate) {
    StateSerializer<A> own = aggregate.accumulatorSerializer();
    if (own != null) {
      return own;
    }
    if (aggregate instanceof Combined<?, ?, ?, ?, ?, ?> combined) {
      return (StateSerializer<A>) combined.bothSerializer();
    }
    A accumulator = aggregate.create();
    if (accumulator instanceof long[]) {
      return (StateSerializer<A>) new OfLongs();
    }
    if (accumulator instanceof double[]) {
      return (StateSerializer<A>) new OfDoubles();
    }
    throw new IllegalArgumentException(
        "Aggregates.combined: found "
            + aggregate.getClass().getName()
            + " without an accumulatorSerializer() beside an aggregate with one, required one,"
            + " since its accumulators are neither long[] nor double[]. Give it one.");
  }

  /** Length, then numbers. */
  private static final class OfLongs implements StateSerializer<long[]> {

    @Override
    public void write(long[] values, DataOutput out) throws IOException {
      out.writeInt(values.length);
      for (long value : values) {
        out.writeLong(value);
      }
    }

    @Override
    public long[] read(DataInput in) throws IOException {
      long[] values = new long[in.readInt()];
      for (int i = 0; i < values.length; i++) {
        values[i] = in.readLong();
      }
      return values;
    }
  }

  /** Length, then numbers. */
  private static final class OfDoubles implements StateSerializer<double[]> {

    @Override
    public void write(double[] values, DataOutput out) throws IOException {
      out.writeInt(values.length);
      for (double value : values) {
        out.writeDouble(value);
      }
    }

    @Override
    public double[] read(DataInput in) throws IOException {
      double[] values = new double[in.readInt()];
      for (int i = 0; i < values.length; i++) {
        values[i] = in.readDouble();
      }
      return values;
    }
  }

  /** The first, then the second. */
  record OfBoth<A, B>(StateSerializer<A> first, StateSerializer<B> second)
      implements StateSerializer<Both<A, B>> {

    @Override
    public void write(Both<A, B> both, DataOutput out) throws IOException {
      first.write(both.first(), out);
      second.write(both.second(), out);
    }

    @Override
    public Both<A, B> read(DataInput in) throws IOException {
      A ofFirst = first.read(in);
      return new Both<>(ofFirst, second.read(in));
    }
  }
}
