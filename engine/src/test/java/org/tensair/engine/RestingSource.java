package org.tensair.engine;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.tensair.api.Source;
import org.tensair.api.SourceReader;
import org.tensair.api.Type;

/**
 * Live, with pauses; the other splits rest, when they are through, until the first one has ended.
 */
record RestingSource(List<List<Reading>> lists, CountDownLatch firstEnded)
    implements Source<Reading> {

  @Override
  public String name() {
    return "resting";
  }

  @Override
  public Type<Reading> type() {
    return Type.of(Reading.class);
  }

  @Override
  public boolean bounded() {
    return false;
  }

  @Override
  public int splits() {
    return lists.size();
  }

  @Override
  public Duration disorder() {
    return Duration.ofMillis(5);
  }

  @Override
  public SourceReader<Reading> open(int split) throws Exception {
    SourceReader<Reading> all = new ListSource("in", lists).open(split);
    return new SourceReader<>() {
      @Override
      public boolean read(Output<Reading> out, int max) throws Exception {
        Thread.sleep(1);
        boolean more = all.read(out, Math.min(max, 3));
        if (split > 0) {
          return more || firstEnded.getCount() > 0;
        }
        if (!more) {
          firstEnded.countDown();
        }
        return more;
      }

      @Override
      public long position() {
        return all.position();
      }

      @Override
      public void close() throws IOException {
        firstEnded.countDown();
        all.close();
      }
    };
  }
}
