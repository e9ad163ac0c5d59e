package org.tensair.engine.keyed;

import it.unimi.dsi.fastutil.objects.Object2ObjectOpenHashMap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensair.api.Aggregate;
import org.tensair.api.KeySelector;
import org.tensair.api.Window;
import org.tensair.api.WindowFunction;
import org.tensair.api.WindowResult;
import org.tensair.api.plan.KeyedStage;
import org.tensair.engine.operator.Clock;
import org.tensair.engine.operator.Operator;
import org.tensair.engine.operator.StageCounters;
import org.tensair.engine.operator.StateReader;
import org.tensair.engine.operator.StateWriter;
import org.tensair.engine.operator.TimeDriven;
import org.tensair.engine.snapshot.StateInput;
import org.tensair.engine.snapshot.StateOutput;

/**
 * Sessions of each key: records less than a gap apart, from the first to a gap after the last.
 * Before it: a chain, or the workers' routes; after it: whatever takes the results.
 *
 * <p>A session gives its result when the watermark has come to its last millisecond, and is kept as
 * long as late records may come. One of those gives the session anew, with the bounds that it has
 * then; it may also make one session of two, or reopen one. A record is too late if it belongs to
 * no session that is kept, and one of its own could not be kept either.
 */
final class SessionOperator extends Operator implements TimeDriven {

  private final KeySelector<Object, Object> key;
  private final Aggregate<Object, Object, Object> aggregate;
  private final WindowFunction<Object, Object, Object> function;
  private final long gap;
  private final long lateness;
  private final EarlyTimes early;
  private final Clock clock;
  // The earliest session of each key.
  private final Object2ObjectOpenHashMap<Object, Session> sessions =
      new Object2ObjectOpenHashMap<>();
  private final TimerQueue<Session> timers = new TimerQueue<>();

  @SuppressWarnings("unchecked")
  SessionOperator(
      KeyedStage.Windowed stage, Window.Session window, StageCounters counters, Clock clock) {
    super(stage.name(), counters);
    this.key = (KeySelector<Object, Object>) stage.key();
    this.aggregate = (Aggregate<Object, Object, Object>) stage.aggregate();
    this.function = (WindowFunction<Object, Object, Object>) stage.function();
    this.gap = window.gap().toMillis();
    this.lateness = stage.options().allowedLateness().toMillis();
    this.early = EarlyTimes.of(stage.options());
    this.clock = clock;
    clock.add(this);
  }

  @Override
  public void accept(Object record, long eventTime) {
    counters().countIn();
    Session session;
    try {
      session = add(Required.key(key, record), record, eventTime);
    } catch (Throwable failure) {
      throw failed("window", record, eventTime, failure);
    }
    if (session == null) {
      counters().countLate();
      counters().countDropped();
      emitAside(record, eventTime);
      return;
    }
    if (lastMillisecond(session) <= clock.now()) {
      counters().countLate();
      session.ended = true;
      emit(session, lastMillisecond(session));
    } else {
      session.ended = false;
      clock.due(early.after(Math.max(clock.now(), session.first - 1)));
    }
    plan(session);
  }

  /** The session that a record is in now; null if it is too late for any. */
  private @Nullable Session add(Object ofRecord, Object record, long time) throws Exception {
    Session before = null;
    Session at = sessions.get(ofRecord);
    while (at != null && at.last <= time - gap) {
      before = at;
      at = at.next;
    }
    if (at == null || at.first >= time + gap) {
      if (time + gap - 1 + lateness <= clock.now()) {
        return null;
      }
      Object added = aggregate.add(aggregate.create(), record);
      Session alone = new Session(timers.nextSequence(), ofRecord, time, time, added);
      alone.next = at;
      link(before, alone);
      return alone;
    }
    at.accumulator = aggregate.add(at.accumulator, record);
    at.first = Math.min(at.first, time);
    at.last = Math.max(at.last, time);
    Session next = at.next;
    if (next != null && next.first < at.last + gap) {
      at.accumulator = aggregate.merge(at.accumulator, next.accumulator);
      at.last = next.last;
      at.next = next.next;
      timers.cancel(next);
    }
    return at;
  }

  private void link(@Nullable Session before, Session session) {
    if (before == null) {
      sessions.put(session.key(), session);
    } else {
      before.next = session;
    }
  }

  private void plan(Session session) {
    long time = lastMillisecond(session) + (session.ended ? lateness : 0);
    timers.plan(session, time);
    clock.due(time);
  }

  private long lastMillisecond(Session session) {
    return session.last + gap - 1;
  }

  @Override
  public long onWatermark(long watermark) {
    long done = clock.now();
    while (true) {
      long at = early.after(done);
      if (at <= watermark && at < timers.due()) {
        done = emitOpen(at);
        continue;
      }
      Session session = timers.take(watermark);
      if (session == null) {
        return Math.min(timers.due(), at);
      }
      passed(session, timers.taken());
    }
  }

  /** Gives a session's result, or forgets it; unless that was put off. */
  private void passed(Session session, long time) {
    long end = lastMillisecond(session);
    if (!session.ended && end <= time) {
      session.ended = true;
      emit(session, end);
    } else if (session.ended && end + lateness <= time) {
      remove(session);
      return;
    }
    plan(session);
  }

  /**
   * Gives the results so far of all open sessions that have begun.
   *
   * @return the time up to which there are none to give now
   */
  private long emitOpen(long time) {
    List<Session> begun = new ArrayList<>();
    long next = Long.MAX_VALUE;
    for (Session session : sessions.values()) {
      for (Session each = session; each != null; each = each.next) {
        if (!each.ended && each.first <= time) {
          begun.add(each);
        } else if (!each.ended) {
          next = Math.min(next, each.first - 1);
        }
      }
    }
    begun.sort(Comparator.comparingLong(Session::sequence));
    begun.forEach(session -> emit(session, time));
    return begun.isEmpty() ? next : time;
  }

  private void remove(Session session) {
    Session before = null;
    Session at = sessions.get(session.key());
    while (at != null && at != session) {
      before = at;
      at = at.next;
    }
    if (before != null) {
      before.next = session.next;
    } else if (session.next != null) {
      sessions.put(session.key(), session.next);
    } else {
      sessions.remove(session.key());
    }
  }

  private void emit(Session session, long eventTime) {
    Object result;
    try {
      Object value = aggregate.result(session.accumulator);
      result =
          Required.record(
              function.apply(
                  new WindowResult<>(session.key(), session.first, session.last + gap, value)));
    } catch (Throwable failure) {
      throw failed("result", "the session of key " + session.key(), eventTime, failure);
    }
    emit(result, eventTime);
  }

  @Override
  public void save(StateWriter out) throws Exception {
    for (Session first : sessions.values()) {
      for (Session session = first; session != null; session = session.next) {
        StateOutput group = out.of(session.key());
        group.writeValue(session.key());
        group.writeLong(session.sequence());
        group.writeLong(session.first);
        group.writeLong(session.last);
        group.writeBoolean(session.ended);
        group.writeValue(session.accumulator);
      }
    }
  }

  @Override
  public void restore(StateReader in) throws Exception {
    for (StateInput section : in.keyed()) {
      Session before = null;
      while (section.hasMore()) {
        Session session = read(section);
        // Those of one key were written one after the other.
        link(before != null && before.key().equals(session.key()) ? before : null, session);
        plan(session);
        if (!session.ended) {
          clock.due(early.after(Math.max(clock.now(), session.first - 1)));
        }
        before = session;
      }
    }
  }

  private Session read(StateInput in) throws Exception {
    Object ofSession = Saved.value(in);
    long sequence = timers.restoredSequence(in.readLong());
    long first = in.readLong();
    long last = in.readLong();
    boolean ended = in.readBoolean();
    Session session = new Session(sequence, ofSession, first, last, Saved.value(in));
    session.ended = ended;
    return session;
  }
}
