package org.tensair.testkit;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.tensair.api.BadRecordException;
import org.tensair.api.Source;
import org.tensair.api.SourceReader;
import org.tensair.api.Type;

/**
 * A bounded source over events, in the lists' order.
 *
 * @param lists one list for each
 * @param gate name of a {@link Gates gate}; until it is open, a split gives one event a millisecond
 *     or fewer; null for a source that never waits
 */
record Events(String name, List<List<Event>> lists, @Nullable String gate)
    implements Source<Event> {

  /** The value of an event that cannot be read. */
  static final int BAD = Integer.MIN_VALUE;

  static Events of(String name, Event... events) {
    return new Events(name, List.of(List.of(events)), null);
  }

  @Override
  public Type<Event> type() {
    return Type.of(Event.class);
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
  public SourceReader<Event> open(int split) {
    List<Event> events = lists.get(split);
    CountDownLatch open = gate == null ? new CountDownLatch(0) : Gates.of(gate);
    return new SourceReader<>() {
      private int position;

      @Override
      public boolean read(Output<Event> out, int max) throws Exception {
        // Short, as all may run on one thread.
        boolean paced = !open.await(1, TimeUnit.MILLISECONDS);
        int end = Math.min(events.size(), position + (paced ? 1 : max));
        while (position < end) {
          Event event = events.get(position++);
          if (event.value() == BAD) {
            throw new BadRecordException(name + ": found a bad event.", event.key(), null);
          }
          out.emit(event, event.time());
        }
        return position < events.size();
      }

      @Override
      public long position() {
        return position;
      }

      @Override
      public void close() {}
    };
  }
}
