package org.tensair.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The {@code k} rows with the greatest {@code sign · value}. Accumulator: these rows, the best
 * first and equal ones by arrival, in a list that is replaced and never changed. Most rows of a
 * long window are not among the best and cost one comparison; one that is costs O(k).
 */
abstract class BestRows<T, R> implements Aggregate<T, List<Ranked<T>>, R> {

  private final int k;
  private final DoubleSelector<T> selector;
  private final int sign;

  private BestRows(int k, DoubleSelector<T> selector, int sign) {
    this.k = k;
    this.selector = selector;
    this.sign = sign;
  }

  @Override
  public final List<Ranked<T>> create() {
    return List.of();
  }

  @Override
  public final List<Ranked<T>> add(List<Ranked<T>> best, T row) throws Exception {
    double rank = sign * CompensatedSums.numberOf(selector, row);
    return Double.isNaN(rank) ? best : with(best, new Ranked<>(rank, row));
  }

  @Override
  public final List<Ranked<T>> merge(List<Ranked<T>> left, List<Ranked<T>> right) {
    List<Ranked<T>> best = left;
    for (Ranked<T> each : right) {
      best = with(best, each);
    }
    return best;
  }

  private List<Ranked<T>> with(List<Ranked<T>> best, Ranked<T> later) {
    int place = best.size();
    while (place > 0 && best.get(place - 1).rank() < later.rank()) {
      place--;
    }
    if (place == k) {
      return best;
    }
    List<Ranked<T>> better = new ArrayList<>(Math.min(k, best.size() + 1));
    better.addAll(best.subList(0, place));
    better.add(later);
    better.addAll(best.subList(place, Math.min(k - 1, best.size())));
    return better;
  }

  /** The rows in a list. */
  static final class Top<T> extends BestRows<T, List<T>> {

    Top(int k, DoubleSelector<T> selector) {
      super(k, selector, 1);
      if (k < 1) {
        throw new IllegalArgumentException(
            "Aggregates.topK: found k = " + k + ", required at least 1.");
      }
    }

    @Override
    public List<T> result(List<Ranked<T>> best) {
      return best.stream().map(Ranked::row).toList();
    }
  }

  /** The best row, if there is one. */
  static final class One<T> extends BestRows<T, Optional<T>> {

    One(DoubleSelector<T> selector, int sign) {
      super(1, selector, sign);
    }

    @Override
    public Optional<T> result(List<Ranked<T>> best) {
      return best.stream().map(Ranked::row).findFirst();
    }
  }
}
