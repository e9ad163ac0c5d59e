package org.tensair.testkit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tensair.api.Aggregate;
import org.tensair.api.StateSerializer;

/**
 * What every aggregate does. Extend it and say how one is made, and what rows it gets. They are
 * drawn at random; a failure names the seed.
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

  /** How many rows a window gets, at least 1. */
  protected int rows() {
    return 40;
  }

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
      List<T> rows = rows(seed, rows());
      // With an empty part at either end.
      for (int i = 0; i <= 5; i++) {
        int cut = i * rows.size() / 5;
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
  void anEmptyAccumulatorChangesNothing() throws Exception {
    Aggregate<T, A, R> aggregate = aggregate();
    for (long seed = 1; seed <= 20; seed++) {
      List<T> rows = rows(seed, rows());
      R expected = aggregate.result(folded(rows));
      assertSame(
          "seed " + seed + " empty left",
          expected,
          aggregate.result(aggregate.merge(aggregate.create(), folded(rows))));
      assertSame(
          "seed " + seed + " empty right",
          expected,
          aggregate.result(aggregate.merge(folded(rows), aggregate.create())));
    }
    assertSame(
        "both empty",
        aggregate.result(aggregate.create()),
        aggregate.result(aggregate.merge(aggregate.create(), aggregate.create())));
  }

  @Test
  void mergingIsAssociative() throws Exception {
    Aggregate<T, A, R> aggregate = aggregate();
    for (long seed = 1; seed <= 20; seed++) {
      Random random = new Random(seed);
      List<T> rows = rows(seed, rows());
      int to = random.nextInt(rows.size() + 1);
      int from = random.nextInt(to + 1);
      List<T> first = rows.subList(0, from);
      List<T> second = rows.subList(from, to);
      List<T> third = rows.subList(to, rows.size());
      assertSame(
          "seed " + seed + " cuts " + from + " and " + to,
          aggregate.result(
              aggregate.merge(aggregate.merge(folded(first), folded(second)), folded(third))),
          aggregate.result(
              aggregate.merge(folded(first), aggregate.merge(folded(second), folded(third)))));
    }
  }

  /** Also by rows and merges that come after it was read back, as after a restart. */
  @Test
  void aSnapshotKeepsTheAccumulator() throws Exception {
    Aggregate<T, A, R> aggregate = aggregate();
    assumeTrue(
        aggregate.accumulatorSerializer() != null,
        "runtimes write these accumulators by themselves");
    StateSerializer<A> serializer = requireNonNull(aggregate.accumulatorSerializer());
    assertSame(
        "empty",
        aggregate.result(aggregate.create()),
        aggregate.result(copied(serializer, aggregate.create())));
    for (long seed = 1; seed <= 20; seed++) {
      List<T> rows = rows(seed, rows());
      int cut = rows.size() / 2;
      A copy = copied(serializer, folded(rows.subList(0, cut)));
      assertSame(
          "seed " + seed + " read back",
          aggregate.result(folded(rows.subList(0, cut))),
          aggregate.result(copy));
      assertSame(
          "seed " + seed + " merged after",
          aggregate.result(folded(rows)),
          aggregate.result(
              aggregate.merge(
                  copied(serializer, folded(rows.subList(0, cut))),
                  folded(rows.subList(cut, rows.size())))));
      for (T row : rows.subList(cut, rows.size())) {
        copy = aggregate.add(copy, row);
      }
      assertSame(
          "seed " + seed + " added after", aggregate.result(folded(rows)), aggregate.result(copy));
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
    List<T> rows = rows(1, rows());
    int every = Math.max(1, rows.size() / 20);
    A accumulator = aggregate.create();
    List<R> results = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      accumulator = aggregate.add(accumulator, rows.get(i));
      if (i % every == 0) {
        results.add(aggregate.result(accumulator));
        assertSame("again after row " + i, results.get(i / every), aggregate.result(accumulator));
      }
    }
    for (int i = 0; i < rows.size(); i += every) {
      assertSame(
          "seed 1 after row " + i,
          aggregate.result(folded(rows.subList(0, i + 1))),
          results.get(i / every));
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

  /** Written and read back, with something after it that has to be left alone. */
  private static <A> A copied(StateSerializer<A> serializer, A accumulator) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    serializer.write(accumulator, out);
    out.writeInt(1_234_567);
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    A copy = serializer.read(in);
    assertThat(in.readInt()).as("what follows the accumulator").isEqualTo(1_234_567);
    return copy;
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
