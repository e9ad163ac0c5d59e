package org.tensair.connectors;

import org.tensair.api.Source;
import org.tensair.api.SourceReader;

/**
 * The first records of each split of another source, which is bounded by that.
 *
 * @param <T> records
 */
public final class First<T> extends ForwardingSource<T> {

  private final long records;

  private First(long records, Source<T> source) {
    super(source);
    this.records = records;
  }

  /**
   * The first records of {@code source}.
   *
   * @param records of each split, at least 0
   */
  public static <T> Source<T> of(long records, Source<T> source) {
    if (records < 0) {
      throw new IllegalArgumentException(
          "First: found " + records + " records of " + source.name() + ", required 0 or more.");
    }
    return new First<>(records, source);
  }

  @Override
  public boolean bounded() {
    return true;
  }

  @Override
  SourceReader<T> around(SourceReader<T> reader) {
    return new Reader<>(reader) {
      @Override
      public boolean read(Output<T> out, int max) throws Exception {
        long left = records - position();
        return left > 0 && super.read(out, (int) Math.min(max, left));
      }
    };
  }
}
