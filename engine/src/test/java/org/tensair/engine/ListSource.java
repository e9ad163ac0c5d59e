package org.tensair.engine;

import java.util.List;
import org.tensair.api.Source;
import org.tensair.api.SourceReader;
import org.tensair.api.Type;

/** A bounded source over lists of readings, one for each split, in the lists' order. */
record ListSource(String name, List<List<Reading>> lists) implements Source<Reading> {

  static ListSource of(String name, Reading... readings) {
    return new ListSource(name, List.of(List.of(readings)));
  }

  static ListSource of(String name, List<Reading> readings) {
    return new ListSource(name, List.of(readings));
  }

  @Override
  public Type<Reading> type() {
    return Type.of(Reading.class);
  }

  @Override
  public boolean bounded() {
    return true;
  }

  @Override
  public int splits() {
    return lists.size();
  }

  @Override
  public SourceReader<Reading> open(int split) {
    return new Reader(lists.get(split));
  }

  private static final class Reader implements SourceReader<Reading> {
    private final List<Reading> readings;
    private int position;

    Reader(List<Reading> readings) {
      this.readings = readings;
    }

    @Override
    public boolean read(Output<Reading> out, int max) {
      int end = Math.min(readings.size(), position + max);
      while (position < end) {
        Reading reading = readings.get(position++);
        out.emit(reading, reading.time());
      }
      return position < readings.size();
    }

    @Override
    public long position() {
      return position;
    }

    @Override
    public void close() {}
  }
}
