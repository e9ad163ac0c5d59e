package org.tensair.engine.keyed;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensair.api.KeyedFunction;
import org.tensair.api.plan.KeyedStage;
import org.tensair.engine.keyed.Events.Event;

/** State, timers and time to live against a model that looks for the next timer in a list. */
class StatefulOperatorTest {

  static LongStream seeds() {
    return LongStream.range(0, 300);
  }

  /** What it does depends on the record's number and the state alone. */
  private record Busy() implements KeyedFunction<String, Event, Integer, String> {
    @Override
    public @Nullable Integer process(
        String key, Event event, @Nullable Integer state, Context<String> context) {
      context.emit(key + " had " + state + " got " + event.id());
      if (event.id() % 2 == 0) {
        context.timer(event.time() + event.id() % 37 - 8);
        context.timer(event.time() + event.id() % 91);
        context.timer(event.time() + event.id() % 91);
      }
      return event.id() % 7 == 0 ? null : (state == null ? 0 : state) + 1;
    }

    @Override
    public @Nullable Integer onTimer(String key, @Nullable Integer state, Context<String> context) {
      context.emit(key + " had " + state + " at its timer");
      if (state != null && state % 3 == 0) {
        context.timer(context.eventTime() + 11);
      }
      return state == null || state % 5 == 4 ? null : state + 1;
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void callsStateAndTimers(long seed) {
    Random random = new Random(seed);
    Duration live = random.nextBoolean() ? null : Duration.ofMillis(1 + random.nextInt(100));
    KeyedStage.Stateful stage =
        new KeyedStage.Stateful("process", Stages.ANY, Stages.INPUT, Stages.KEY, live, new Busy());
    new OperatorVerifier(seed, clock -> Stages.operator(stage, clock))
        .verify(Events.steps(random, 1), () -> new StatefulModel(live));
  }

  private static final class Key {
    @Nullable Integer state;
    long lastCall = Long.MIN_VALUE;
    final TreeSet<Long> timers = new TreeSet<>();
  }

  private static final class StatefulModel implements OperatorVerifier.Model {
    private final Map<String, Key> keys = new HashMap<>();
    private final @Nullable Duration live;
    private final Busy function = new Busy();
    private boolean ending;

    StatefulModel(@Nullable Duration live) {
      this.live = live;
    }

    private long expires(Key key) {
      return live == null ? Long.MAX_VALUE : key.lastCall + live.toMillis();
    }

    @Override
    public void record(int port, Object record, long time, long now, OperatorVerifier.Out out) {
      Event event = (Event) record;
      Key key = keys.computeIfAbsent(event.key(), each -> new Key());
      key.lastCall = Math.max(key.lastCall, time);
      key.state = function.process(event.key(), event, key.state, context(key, time, out));
      while (!key.timers.isEmpty() && key.timers.first() <= now) {
        timer(event.key(), key, out);
      }
      if (expires(key) <= now) {
        keys.remove(event.key());
      }
    }

    private void timer(String name, Key key, OperatorVerifier.Out out) {
      long time = key.timers.first();
      key.timers.remove(time);
      key.lastCall = Math.max(key.lastCall, time);
      key.state = function.onTimer(name, key.state, context(key, time, out));
    }

    @Override
    public void watermark(long watermark, long now, OperatorVerifier.Out out) {
      ending = watermark == Long.MAX_VALUE;
      for (String name : List.copyOf(keys.keySet())) {
        Key key = Objects.requireNonNull(keys.get(name));
        while (!key.timers.isEmpty()
            && key.timers.first() <= watermark
            && key.timers.first() < expires(key)) {
          timer(name, key, out);
        }
        if (expires(key) <= watermark) {
          keys.remove(name);
        }
      }
    }

    private KeyedFunction.Context<String> context(Key key, long time, OperatorVerifier.Out out) {
      return new KeyedFunction.Context<>() {
        @Override
        public long eventTime() {
          return time;
        }

        @Override
        public void emit(String result) {
          out.emit(result, time);
        }

        @Override
        public void timer(long at) {
          if (!ending) {
            key.timers.add(at);
          }
        }
      };
    }
  }
}
