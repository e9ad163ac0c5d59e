package org.tensair.api;

import org.jspecify.annotations.Nullable;

/** Two aggregates over the same rows, and one result of theirs. */
final class Combined<T, A, B, R, S, U> implements Aggregate<T, Both<A, B>, U> {

  private final Aggregate<T, A, R> first;
  private final Aggregate<T, B, S> second;
  private final JoinFunction<R, S, U> join;

  Combined(Aggregate<T, A, R> first, Aggregate<T, B, S> second, JoinFunction<R, S, U> join) {
    this.first = first;
    this.second = second;
    this.join = join;
    accumulatorSerializer(); // Now rather than at the first snapshot, if there can be none.
  }

  @Override
  public Both<A, B> create() {
    return new Both<>(first.create(), second.create());
  }

  @Override
  public Both<A, B> add(Both<A, B> both, T row) throws Exception {
    return replaced(both, first.add(both.first(), row), second.add(both.second(), row));
  }

  @Override
  public Both<A, B> merge(Both<A, B> left, Both<A, B> right) {
    return replaced(
        left,
        first.merge(left.first(), right.first()),
        second.merge(left.second(), right.second()));
  }

  @Override
  public boolean invertible() {
    return first.invertible() && second.invertible();
  }

  @Override
  public Both<A, B> remove(Both<A, B> both, T row) throws Exception {
    if (!invertible()) {
      return Aggregate.super.remove(both, row);
    }
    return replaced(both, first.remove(both.first(), row), second.remove(both.second(), row));
  }

  @Override
  public U result(Both<A, B> both) {
    R left = first.result(both.first());
    S right = second.result(both.second());
    try {
      return join.join(left, right);
    } catch (RuntimeException unchecked) {
      throw unchecked;
    } catch (Exception failure) {
      throw new IllegalStateException(
          "Aggregates.combined: the results " + left + " and " + right + " could not be joined.",
          failure);
    }
  }

  /** Null if runtimes can write both accumulators. If they can write one only, it is done here. */
  @Override
  public @Nullable StateSerializer<Both<A, B>> accumulatorSerializer() {
    return first.accumulatorSerializer() == null && second.accumulatorSerializer() == null
        ? null
        : bothSerializer();
  }

  StateSerializer<Both<A, B>> bothSerializer() {
    return new StateSerializers.OfBoth<>(StateSerializers.of(first), StateSerializers.of(second));
  }

  /** Most accumulators change in place: no new pair then. */
  private static <A, B> Both<A, B> replaced(Both<A, B> both, A first, B second) {
    return first == both.first() && second == both.second() ? both : new Both<>(first, second);
  }
}
