package org.tensair.engine;

import java.util.concurrent.atomic.AtomicLong;
import org.tensair.api.Source;
import org.tensair.api.SourceReader;
import org.tensair.api.Type;

/** A source of ever more readings, one each millisecond of event time. */
record EndlessSource(String name, boolean bounded, AtomicLong emitted) implements Source<Reading> {

  EndlessSource(String name, boolean bounded) {
    this(name, bounded, new AtomicLong());
  }

  @Override
  public Type<Reading> type() {
    return Type.of(Reading.class);
  }

  @Override
  public SourceReader<Reading> open(int split) {
    return new SourceReader<>() {
      @Override
      public boolean read(Output<Reading> out, int max) {
        for (int i = 0; i < max; i++) {
          long time = emitted.getAndIncrement();
          out.emit(Reading.of("key", time, 1), time);
        }
        return true;
      }

      @Override
      public long position() {
        return emitted.get();
      }

      @Override
      public void close() {}
    };
  }
}
