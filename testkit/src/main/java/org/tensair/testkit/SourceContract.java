package org.tensair.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensair.api.Source;
import org.tensair.api.SourceReader;

/**
 * What every bounded source does. Extend it and say how one is made; it must have at least three
 * records, which have a meaningful {@code equals}.
 *
 * @param <T> records
 */
public abstract class SourceContract<T> {

  private record Timed<T>(T value, long time) {}

  /** The source under test; each call may give the same one. */
  protected abstract Source<T> source() throws Exception;

  @Test
  void saysWhatItIs() throws Exception {
    assertThat(source().name()).isNotBlank();
    assertThat(source().type().raw()).isNotEqualTo(Object.class);
    assertThat(source().bounded()).isTrue();
    assertThat(source().splits()).isPositive();
  }

  @Test
  void recordsAreOfItsTypeAndInOrderOfTime() throws Exception {
    int records = 0;
    for (int split = 0; split < source().splits(); split++) {
      long last = Long.MIN_VALUE;
      for (Timed<T> each : read(split, 100)) {
        assertThat(each.value()).isInstanceOf(source().type().raw());
        assertThat(each.time()).as("%s", each.value()).isGreaterThanOrEqualTo(last);
        last = each.time();
        records++;
      }
    }
    assertThat(records).isGreaterThanOrEqualTo(3);
  }

  @Test
  void readingAgainGivesTheSameHoweverMuchIsAskedForAtOnce() throws Exception {
    for (int split = 0; split < source().splits(); split++) {
      assertThat(read(split, 1)).isEqualTo(read(split, 1_000_000)).isEqualTo(read(split, 7));
    }
  }

  @Test
  void positionCountsTheRecordsAndTheEndStays() throws Exception {
    for (int split = 0; split < source().splits(); split++) {
      List<T> records = new ArrayList<>();
      try (SourceReader<T> reader = source().open(split)) {
        assertThat(reader.position()).isZero();
        boolean more = true;
        while (more) {
          int before = records.size();
          more = reader.read((value, time) -> records.add(value), 2);
          assertThat(records.size() - before).isLessThanOrEqualTo(2);
          assertThat(more && records.size() == before).as("nothing, but not at the end").isFalse();
          assertThat(reader.position()).isEqualTo(records.size());
        }
        int all = records.size();
        assertThat(reader.read((value, time) -> records.add(value), 2)).isFalse();
        assertThat(records).hasSize(all);
      }
    }
  }

  @Test
  void readingGoesOnFromAnyPosition() throws Exception {
    for (int split = 0; split < source().splits(); split++) {
      List<Timed<T>> all = read(split, 100);
      for (int position = 0; position <= all.size(); position++) {
        try (SourceReader<T> reader = source().open(split, position)) {
          assertThat(reader.position()).isEqualTo(position);
          assertThat(rest(reader, 2)).isEqualTo(all.subList(position, all.size()));
        }
      }
    }
  }

  private List<Timed<T>> read(int split, int max) throws Exception {
    try (SourceReader<T> reader = source().open(split)) {
      return rest(reader, max);
    }
  }

  private static <T> List<Timed<T>> rest(SourceReader<T> reader, int max) throws Exception {
    List<Timed<T>> records = new ArrayList<>();
    boolean more = true;
    while (more) {
      more = reader.read((value, time) -> records.add(new Timed<>(value, time)), max);
    }
    return records;
  }
}
