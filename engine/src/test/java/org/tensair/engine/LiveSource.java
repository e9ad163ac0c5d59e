package org.tensair.engine;

import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.tensair.api.Source;
import org.tensair.api.SourceReader;
import org.tensair.api.Type;

/** An unbounded source that the test feeds, one queue for each split. */
record LiveSource(
    String name, List<LinkedBlockingQueue<Reading>> queues, AtomicLong emitted, AtomicLong closed)
    implements Source<Reading> {

  LiveSource(String name, int splits) {
    this(
        name,
        java.util.stream.Stream.generate(LinkedBlockingQueue<Reading>::new).limit(splits).toList(),
        new AtomicLong(),
        new AtomicLong());
  }

  void feed(int split, Reading reading) {
    queues.get(split).add(reading);
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
    return queues.size();
  }

  @Override
  public SourceReader<Reading> open(int split) {
    return new SourceReader<>() {
      @Override
      public boolean read(Output<Reading> out, int max) throws InterruptedException {
        for (int i = 0; i < max; i++) {
          @Nullable Reading next = queues.get(split).poll(i == 0 ? 5 : 0, TimeUnit.MILLISECONDS);
          if (next == null) {
            return true;
          }
          emitted.incrementAndGet();
          out.emit(next, next.time());
        }
        return true;
      }

      @Override
      public long position() {
        return emitted.get();
      }

      @Override
      public void close() {
        closed.incrementAndGet();
      }
    };
  }
}
