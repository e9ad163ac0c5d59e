package org.tensair.engine;

import java.time.Duration;
import java.util.List;
import org.tensair.api.Source;
import org.tensair.api.SourceReader;
import org.tensair.api.Type;

/** Gives a few records at a time, with pauses, so that a run can be stopped in the middle. */
record PacedSource(String name, List<List<Reading>> lists, boolean bounded)
    implements Source<Reading> {

  @Override
  public Type<Reading> type() {
    return Type.of(Reading.class);
  }

  @Override
  public int splits() {
    return lists.size();
  }

  @Override
  public Duration disorder() {
    // Splits are read at different speeds; without a common order none may be late for another.
    return bounded ? Duration.ZERO : Duration.ofHours(1);
  }

  @Override
  public SourceReader<Reading> open(int split) throws Exception {
    SourceReader<Reading> all = new ListSource(name, lists).open(split);
    return new SourceReader<>() {
      @Override
      public boolean read(Output<Reading> out, int max) throws Exception {
        Thread.sleep(1);
        return all.read(out, Math.min(max, 100));
      }

      @Override
      public long position() {
        return all.position();
      }

      @Override
      public void close() throws java.io.IOException {
        all.close();
      }
    };
  }
}
