package org.tensair.engine.lookup;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensair.api.Aggregate;
import org.tensair.api.Aggregates;
import org.tensair.api.Lookup;
import org.tensair.api.Mean;

/** Lookups against a list of all rows, with ties and disorder. */
class LookupStateTest {

  private static final int STEPS = 1_000;
  private static final List<String> KEYS = List.of("a", "b", "c", "d", "e");

  private record Row(String key, long time, int number) {}

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void latestAgreesWithAListOfAllRows(long seed) throws Exception {
    for (long disorder : new long[] {0, 15}) {
      LookupState state = LookupState.of(Lookup.latest(millis(20)), millis(disorder));
      check(
          seed,
          disorder,
          state,
          (rows, time) -> {
            Row best = null;
            for (Row row : rows) {
              if (row.time() <= time
                  && row.time() > time - 20
                  && (best == null || row.time() >= best.time())) {
                best = row;
              }
            }
            return best;
          });
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void windowsAgreeWithAListOfAllRows(long seed) throws Exception {
    for (boolean invertible : new boolean[] {true, false}) {
      for (long disorder : new long[] {0, 15}) {
        LookupState state =
            LookupState.of(
                Lookup.last(List.of(millis(20), millis(3), millis(60)), new Numbers(invertible)),
                millis(disorder));
        check(
            seed,
            disorder,
            state,
            (rows, time) ->
                List.of(numbers(rows, time, 20), numbers(rows, time, 3), numbers(rows, time, 60)));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void sumsAgreeWithAListOfAllRows(long seed) throws Exception {
    for (long disorder : new long[] {0, 15}) {
      LookupState state =
          LookupState.of(
              Lookup.last(
                  List.of(millis(20), millis(3), millis(60)),
                  Aggregates.<Row>mean(row -> row.number() % 7 == 0 ? Double.NaN : row.number())),
              millis(disorder));
      check(
          seed,
          disorder,
          state,
          (rows, time) -> List.of(mean(rows, time, 20), mean(rows, time, 3), mean(rows, time, 60)));
    }
  }

  @Test
  void aSumForgetsAGreatNumberThatHasLeftItsWindow() throws Exception {
    LookupState state =
        LookupState.of(
            Lookup.last(millis(10), Aggregates.<Double>sum(number -> number)), Duration.ZERO);
    state.add("a", 1e300, 0);
    for (int time = 1; time <= 30; time++) {
      state.add("a", 0.1, time);
    }

    assertThat(state.find("a", 30))
        .asInstanceOf(InstanceOfAssertFactories.DOUBLE)
        .isCloseTo(1, Offset.offset(1e-15));
    assertThat(state.find("a", 40)).isEqualTo(0.0);
  }

  @Test
  void aLateRowChangesTheSumsOfTheWindowsThatHoldIt() throws Exception {
    LookupState state =
        LookupState.of(
            Lookup.last(List.of(millis(3), millis(20)), Aggregates.<Integer>sum(number -> number)),
            millis(15));
    for (int time : new int[] {100, 105, 110, 111}) {
      state.add("a", 1, time);
    }
    assertThat(state.find("a", 111)).isEqualTo(List.of(2.0, 4.0));

    state.add("a", 10, 104);
    state.add("a", 100, 110);

    assertThat(state.find("a", 111)).isEqualTo(List.of(102.0, 114.0));
    assertThat(state.find("a", 113)).isEqualTo(List.of(1.0, 114.0));
    assertThat(state.find("a", 107)).isEqualTo(List.of(1.0, 12.0));
  }

  @Test
  void resultsOfSeveralWindowsCannotBeChanged() throws Exception {
    LookupState state =
        LookupState.of(
            Lookup.last(List.of(millis(3), millis(20)), Aggregates.<Integer>sum(number -> number)),
            Duration.ZERO);

    List<?> found = (List<?>) state.find("a", 1);

    assertThat(found).isEqualTo(List.of(0.0, 0.0));
    assertThatThrownBy(() -> requireNonNull(found).remove(0))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void keysWhoseRowsHaveExpiredAreDropped() throws Exception {
    for (Lookup<Row, ?> lookup :
        List.<Lookup<Row, ?>>of(
            Lookup.latest(millis(20)), Lookup.last(millis(20), new Numbers(true)))) {
      LookupState state = LookupState.of(lookup, Duration.ZERO);
      int most = 0;
      for (int i = 0; i < 50_000; i++) {
        state.add("key " + i, new Row("key " + i, i, i), i);
        most = Math.max(most, state.size());
      }

      // 20 are alive at any time; few dead ones are not worth a sweep.
      assertThat(most).isLessThanOrEqualTo(8_192);
    }
  }

  private interface Naive {
    @Nullable Object find(List<Row> rowsOfKey, long time);
  }

  /** Adds and reads at ascending times, with ties; some rows and reads come late. */
  private static void check(long seed, long disorder, LookupState state, Naive naive)
      throws Exception {
    Random random = new Random(seed);
    List<Row> rows = new ArrayList<>();
    // Many rows of one key, so that windows begin far apart; or a few of several.
    boolean dense = seed % 2 == 0;
    long now = 1_000;
    for (int i = 0; i < STEPS; i++) {
      now += random.nextInt(dense ? 200 : 10) == 0 ? random.nextInt(100) : random.nextInt(3);
      String key = KEYS.get(dense ? 0 : random.nextInt(KEYS.size()));
      if (random.nextBoolean()) {
        long time = random.nextInt(5) == 0 ? now - random.nextInt(40) : now;
        Row row = new Row(key, time, i);
        rows.add(row);
        state.add(key, row, time);
      } else {
        long time = now - (random.nextBoolean() ? random.nextInt((int) disorder + 1) : 0);
        List<Row> ofKey = rows.stream().filter(row -> row.key().equals(key)).toList();
        assertThat(state.find(key, time))
            .as("seed %d, disorder %d, step %d, key %s at %d", seed, disorder, i, key, time)
            .isEqualTo(naive.find(ofKey, time));
      }
    }
  }

  /** The numbers of the rows in (time − duration, time], by time and then by arrival. */
  private static List<Integer> numbers(List<Row> rows, long time, long duration) {
    return rows.stream()
        .filter(row -> row.time() <= time && row.time() > time - duration)
        .sorted(java.util.Comparator.comparingLong(Row::time))
        .map(Row::number)
        .toList();
  }

  /** Whole numbers: their sums are exact. */
  private static Mean mean(List<Row> rows, long time, long duration) {
    List<Integer> numbers =
        numbers(rows, time, duration).stream().filter(number -> number % 7 != 0).toList();
    double sum = numbers.stream().mapToInt(Integer::intValue).sum();
    return new Mean(numbers.size(), numbers.isEmpty() ? 0 : sum / numbers.size());
  }

  private static Duration millis(long millis) {
    return Duration.ofMillis(millis);
  }

  /** Lists the rows of the window; insists on the order in which they are added and removed. */
  private record Numbers(boolean invertible) implements Aggregate<Row, List<Row>, List<Integer>> {

    @Override
    public List<Row> create() {
      return new ArrayList<>();
    }

    @Override
    public List<Row> add(List<Row> rows, Row row) {
      if (!rows.isEmpty()) {
        assertThat(row.time()).isGreaterThanOrEqualTo(rows.get(rows.size() - 1).time());
      }
      rows.add(row);
      return rows;
    }

    @Override
    public List<Row> remove(List<Row> rows, Row row) {
      assertThat(invertible).isTrue();
      assertThat(rows.remove(0)).isSameAs(row);
      return rows;
    }

    @Override
    public List<Row> merge(List<Row> left, List<Row> right) {
      left.addAll(right);
      return left;
    }

    @Override
    public List<Integer> result(List<Row> rows) {
      return rows.stream().map(Row::number).toList();
    }
  }
}
