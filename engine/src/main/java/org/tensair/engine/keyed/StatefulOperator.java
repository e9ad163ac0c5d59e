package org.tensair.engine.keyed;

import it.unimi.dsi.fastutil.objects.Object2ObjectOpenHashMap;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.tensair.api.KeySelector;
import org.tensair.api.KeyedFunction;
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
 * Runs a function with a state for each key, and its timers. Before it: a chain, or the workers'
 * routes; after it: whatever takes the results, which are handed on when a call has returned.
 *
 * <p>Timers that a watermark makes due come by time, and those of one time by the first arrival of
 * their keys. One that is in the past when it is asked for is called right after the call that
 * asked. A key is forgotten, with its timers, once the watermark has come to the time to live after
 * its last call; a timer of that very time is not called any more.
 *
 * <p>At the end of the stream all timers are called, but none that a timer asks for then: one that
 * always asks for the next one would never end.
 */
final class StatefulOperator extends Operator implements TimeDriven {

  private final KeySelector<Object, Object> key;
  private final KeyedFunction<Object, Object, Object, Object> function;
  private final long timeToLive;
  private final Clock clock;
  private final Object2ObjectOpenHashMap<Object, KeyState> keys = new Object2ObjectOpenHashMap<>();
  private final TimerQueue<KeyState> due = new TimerQueue<>();
  private final Call call = new Call();
  private boolean ending;

  @SuppressWarnings("unchecked")
  StatefulOperator(KeyedStage.Stateful stage, StageCounters counters, Clock clock) {
    super(stage.name(), counters);
    this.key = (KeySelector<Object, Object>) stage.key();
    this.function = (KeyedFunction<Object, Object, Object, Object>) stage.function();
    this.timeToLive = stage.timeToLive() == null ? 0 : stage.timeToLive().toMillis();
    this.clock = clock;
    clock.add(this);
  }

  @Override
  public void accept(Object record, long eventTime) {
    counters().countIn();
    KeyState of;
    try {
      Object ofRecord = Required.key(key, record);
      KeyState known = keys.get(ofRecord);
      of = known == null ? new KeyState(due.nextSequence(), ofRecord) : known;
      call.begin(of, eventTime);
      of.state = function.process(ofRecord, record, of.state, call);
      if (known == null) {
        keys.put(ofRecord, of);
      }
    } catch (Throwable failure) {
      throw failed("process", record, eventTime, failure);
    }
    handOn(eventTime);
    while (of.firstTimer() <= clock.now()) {
      callTimer(of);
    }
    keep(of);
  }

  private void callTimer(KeyState of) {
    long time = of.firstTimer();
    of.removeTimer(time);
    try {
      call.begin(of, time);
      of.state = function.onTimer(of.key(), of.state, call);
    } catch (Throwable failure) {
      throw failed("timer", of.key(), time, failure);
    }
    handOn(time);
  }

  private void handOn(long eventTime) {
    call.of = null;
    for (int i = 0; i < call.collected.size(); i++) {
      emit(call.collected.get(i), eventTime);
    }
    call.collected.clear();
  }

  /** Sees to what is next for a key; forgets it if nothing is left of it. */
  private void keep(KeyState of) {
    long next = Math.min(of.firstTimer(), expires(of));
    boolean nothing = of.state == null && of.firstTimer() == Long.MAX_VALUE;
    if (nothing || expires(of) <= clock.now()) {
      keys.remove(of.key());
      due.cancel(of);
    } else if (next != Long.MAX_VALUE) {
      due.plan(of, next);
      clock.due(next);
    }
  }

  private long expires(KeyState of) {
    return timeToLive == 0 ? Long.MAX_VALUE : of.lastCall + timeToLive;
  }

  @Override
  public long onWatermark(long watermark) {
    ending = clock.ending();
    KeyState of = due.take(watermark);
    while (of != null) {
      // Calls have put off when the key expires, mostly.
      if (expires(of) <= due.taken()) {
        keys.remove(of.key());
      } else {
        if (of.firstTimer() <= due.taken()) {
          callTimer(of);
        }
        keep(of);
      }
      of = due.take(watermark);
    }
    return due.due();
  }

  @Override
  public void save(StateWriter out) throws Exception {
    for (KeyState of : keys.values()) {
      StateOutput group = out.of(of.key());
      group.writeValue(of.key());
      group.writeLong(of.sequence());
      group.writeLong(of.lastCall);
      group.writeValue(of.state);
      TreeSet<Long> timers = of.timers == null ? new TreeSet<>() : of.timers;
      group.writeInt(timers.size());
      timers.forEach(group::writeLong);
    }
  }

  @Override
  public void restore(StateReader in) throws Exception {
    for (StateInput section : in.keyed()) {
      while (section.hasMore()) {
        Object ofState = Saved.value(section);
        KeyState of = new KeyState(due.restoredSequence(section.readLong()), ofState);
        of.lastCall = section.readLong();
        of.state = section.readValue();
        for (int timers = section.readInt(); timers > 0; timers--) {
          of.addTimer(section.readLong());
        }
        keys.put(ofState, of);
        keep(of);
      }
    }
  }

  /** What the function sees of its call; results are collected. */
  private final class Call implements KeyedFunction.Context<Object> {
    private final List<Object> collected = new ArrayList<>();
    private @Nullable KeyState of;
    private long eventTime;

    void begin(KeyState of, long eventTime) {
      this.of = of;
      this.eventTime = eventTime;
      of.lastCall = Math.max(of.lastCall, eventTime);
    }

    @Override
    public long eventTime() {
      return eventTime;
    }

    @Override
    public void emit(Object result) {
      required();
      collected.add(Required.record(result));
    }

    @Override
    public void timer(long time) {
      KeyState asking = required();
      if (!ending) {
        asking.addTimer(time);
      }
    }

    private KeyState required() {
      if (of == null) {
        throw new IllegalStateException(
            "Stage \"" + stage() + "\": found a context used after its call, required none.");
      }
      return of;
    }
  }
}
