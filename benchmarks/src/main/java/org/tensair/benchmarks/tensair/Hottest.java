package org.tensair.benchmarks.tensair;

import org.tensair.api.Aggregate;

/** The result of the greatest value, the lowest key of several. */
final class Hottest implements Aggregate<Result, Result, Result> {

  private static final long serialVersionUID = 1;
  private static final Result NONE = new Result(0, Long.MAX_VALUE, Long.MIN_VALUE);

  @Override
  public Result create() {
    return NONE;
  }

  @Override
  public Result add(Result best, Result other) {
    boolean better =
        other.value() > best.value() || (other.value() == best.value() && other.key() < best.key());
    return better ? other : best;
  }

  @Override
  public Result merge(Result left, Result right) {
    return add(left, right);
  }

  @Override
  public Result result(Result best) {
    return best;
  }
}
