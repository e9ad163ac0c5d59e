package org.tensair.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tensair.api.Aggregate;

/**
 * What every aggregate does. Extend it and say how one is made, and what rows it gets.
 *
 * @param <T> rows
 * @param <A> accumulator
 * @param <R> result
 */
public abstract class AggregateContract<T, A, R> {

  /** The aggregate under test. */
  protected abstract Aggregate<T, A, R> aggregate();

  /** A row drawn at random. */
  protected abstract T row(Random random);

  /** Fails unless both results are of the same rows; override where rounding may differ. */
  protected void assertSame(String description, R expected, R found) {
    assertThat(found).as(description).isEqualTo(expected);
  }

  @Test
  void anEmptyWindowHasAResult() {
    Aggregate<T, A, R> aggregate = aggregate();

    assertSame("empty", aggregate.result(aggregate.create()), aggregate.result(aggregate.create()));
    assertThat(aggregate.result(aggregate.create())).isNotNull();
  }

  @Test
  void mergingTwoPartsIsAddingAllRows() throws Exception {
    Aggregate<T, A, R> aggregate = aggregate();
    for (long seed = 1; seed <= 20; seed++) {
      List<T> rows = rows(seed, 40);
      for (int cut = 0; cut <= rows.size(); cut += 8) {
        A merged =
            aggregate.merge(folded(rows.subList(0, cut)), folded(rows.subList(cut, rows.size())));
        assertSame(
            "seed " + seed + " cut " + cut,
            aggregate.result(folded(rows)),
            aggregate.result(merged));
      }
    }
  }

  @Test
  void slidingIsFoldingTheRowsOfTheWindow() throws Exception {
    Aggregate<T, A, R> aggregate = aggregate();
    assumeTrue(aggregate.invertible(), "only an invertible aggregate slides");
    for (long seed = 1; seed <= 20; seed++) {
      List<T> rows = rows(seed, 200);
      A accumulator = aggregate.create();
      int from = 0;
      for (int to = 0; to < rows.size(); to++) {
        accumulator = aggregate.add(accumulator, rows.get(to));
        // Now and then the window runs empty.
        for (int length = (to * 7) % 31; to + 1 - from > length; from++) {
          accumulator = aggregate.remove(accumulator, rows.get(from));
        }
        assertSame(
            "seed " + seed + " rows " + from + " to " + to,
            aggregate.result(folded(rows.subList(from, to + 1))),
            aggregate.result(accumulator));
      }
    }
  }

  @Test
  void resultsStayAsTheyAreWhenRowsFollow() throws Exception {
    Aggregate<T, A, R> aggregate = aggregate();
    List<T> rows = rows(1, 20);
    A accumulator = aggregate.create();
    List<R> results = new ArrayList<>();
    for (T row : rows) {
      accumulator = aggregate.add(accumulator, row);
      results.add(aggregate.result(accumulator));
    }
    for (int i = 0; i < rows.size(); i++) {
      assertSame(
          "after row " + i, aggregate.result(folded(rows.subList(0, i + 1))), results.get(i));
    }
  }

  @Test
  void onlyInvertibleAggregatesRemove() throws Exception {
    Aggregate<T, A, R> aggregate = aggregate();
    T row = row(new Random(1));
    A accumulator = aggregate.add(aggregate.create(), row);
    if (aggregate.invertible()) {
      assertSame(
          "one added and removed",
          aggregate.result(aggregate.create()),
          aggregate.result(aggregate.remove(accumulator, row)));
    } else {
      assertThatThrownBy(() -> aggregate.remove(accumulator, row))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  /** A plan is shipped to other processes with the aggregates in it. */
  @Test
  void survivesSerialization() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(aggregate());
    }
    List<T> rows = rows(3, 30);
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      @SuppressWarnings("unchecked") // What was written above.
      Aggregate<T, A, R> copy = (Aggregate<T, A, R>) in.readObject();
      A accumulator = copy.create();
      for (T row : rows) {
        accumulator = copy.add(accumulator, row);
      }
      assertSame("copy", aggregate().result(folded(rows)), copy.result(accumulator));
    }
  }

  private List<T> rows(long seed, int count) {
    Random random = new Random(seed);
    List<T> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(row(random));
    }
    return rows;
  }

  private A folded(List<T> rows) throws Exception {
    Aggregate<T, A, R> aggregate = aggregate();
    A accumulator = aggregate.create();
    for (T row : rows) {
      accumulator = aggregate.add(accumulator, row);
    }
    return accumulator;
  }
}
