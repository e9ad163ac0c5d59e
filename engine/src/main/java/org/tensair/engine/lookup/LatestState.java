package org.tensair.engine.lookup;

import org.jspecify.annotations.Nullable;

/** Finds the newest row with a time ≤ the left record's and > that − the greatest age. */
final class LatestState extends ExpiringState<Rows> {

  private final long maxAge;
  private final long disorder;

  LatestState(long maxAge, long disorder) {
    super(maxAge + disorder);
    this.maxAge = maxAge;
    this.disorder = disorder;
  }

  @Override
  Rows create() {
    return new Rows();
  }

  @Override
  void add(Rows rows, Object row, long time) {
    rows.insert(row, time);
    // The newest of the rows up to here is the only one of them that can still be found.
    long horizon = rows.newest() - disorder;
    while (rows.first() + 1 < rows.end() && rows.time(rows.first() + 1) <= horizon) {
      rows.dropBefore(rows.first() + 1);
    }
  }

  @Override
  @Nullable Object find(@Nullable Rows rows, long time) {
    if (rows == null) {
      return null;
    }
    long at = rows.end() - 1;
    while (at >= rows.first() && rows.time(at) > time) {
      at--;
    }
    return at < rows.first() || rows.time(at) <= time - maxAge ? null : rows.row(at);
  }
}
