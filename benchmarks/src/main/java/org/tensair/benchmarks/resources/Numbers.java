package org.tensair.benchmarks.resources;

import java.util.function.LongFunction;
import org.tensair.api.Source;
import org.tensair.api.SourceReader;
import org.tensair.api.Type;

/**
 * A live source of whole numbers from 0 on, 1,000 for each ms of event time, and of nothing after
 * the last one; it never ends. Workers read it by themselves.
 *
 * @param count how many numbers each split has
 * @param box makes the record of a number
 */
record Numbers(long count, int splits, LongFunction<Long> box) implements Source<Long> {

  static final String NAME = "numbers";

  private static final long PER_MILLISECOND = 1_000;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Type<Long> type() {
    return Type.of(Long.class);
  }

  @Override
  public boolean bounded() {
    return false;
  }

  @Override
  public boolean blocking() {
    return false;
  }

  @Override
  public SourceReader<Long> open(int split) {
    return new SourceReader<>() {
      private long next;

      @Override
      public boolean read(Output<Long> out, int max) {
        long end = Math.min(count, next + max);
        for (; next < end; next++) {
          out.emit(box.apply(next * splits + split), next / PER_MILLISECOND);
        }
        return true;
      }

      @Override
      public long position() {
        return next;
      }

      @Override
      public void close() {}
    };
  }
}
