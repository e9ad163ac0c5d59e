package org.tensair.api;

/** An aggregate whose {@code add} and {@code remove} differ in a sign only. */
abstract class InvertibleAggregate<T, A, R> implements Aggregate<T, A, R> {

  /** Adds ({@code sign} = 1) or removes ({@code sign} = −1) a row in place. */
  abstract void fold(A accumulator, T value, int sign) throws Exception;

  @Override
  public final A add(A accumulator, T value) throws Exception {
    fold(accumulator, value, 1);
    return accumulator;
  }

  @Override
  public final A remove(A accumulator, T value) throws Exception {
    fold(accumulator, value, -1);
    return accumulator;
  }

  @Override
  public final boolean invertible() {
    return true;
  }
}
