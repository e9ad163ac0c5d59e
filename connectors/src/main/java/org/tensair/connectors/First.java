package org.tensair.connectors;

import java.io.IOException;
import org.tensair.api.Source;
import org.tensair.api.SourceReader;
import org.tensair.api.Type;

/**
 * The first records of each split of another source, which is bounded by that.
 *
 * @param <T> records
 */
public final class First<T> implements Source<T> {

  private final long records;
  private final Source<T> source;

  private First(long records, Source<T> source) {
    this.records = records;
    this.source = source;
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
  public String name() {
    return source.name();
  }

  @Override
  public Type<T> type() {
    return source.type();
  }

  @Override
  public boolean bounded() {
    return true;
  }

  @Override
  public int splits() {
    return source.splits();
  }

  @Override
  public SourceReader<T> open(int split) throws Exception {
    SourceReader<T> reader = source.open(split);
    return new SourceReader<>() {
      @Override
      public boolean read(Output<T> out, int max) throws Exception {
        long left = records - reader.position();
        return left > 0 && reader.read(out, (int) Math.min(max, left));
      }

      @Override
      public long position() {
        return reader.position();
      }

      @Override
      public void close() throws IOException {
        reader.close();
      }
    };
  }
}
