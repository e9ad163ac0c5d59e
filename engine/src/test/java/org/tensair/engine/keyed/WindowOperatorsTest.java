package org.tensair.engine.keyed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensair.api.Window;
import org.tensair.api.WindowOptions;
import org.tensair.api.WindowResult;
import org.tensair.api.plan.KeyedStage;
import org.tensair.engine.operator.Operator;
import org.tensair.engine.operator.StageCounters;

/** Windows of event time against models that look at all records again and again. */
class WindowOperatorsTest {

  static LongStream seeds() {
    return LongStream.range(0, 300);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void windowsOfAFixedSize(long seed) {
    Random random = new Random(seed);
    Window.Sliding window = sliding(random);
    WindowOptions options = options(random, random.nextInt(3) == 0);
    KeyedStage.Windowed stage = Stages.windowed(window, options, true);
    new OperatorVerifier(seed, clock -> Stages.operator(stage, clock))
        .unordered()
        .verify(Events.steps(random, 1), () -> new SlidingModel(window, options));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void sessions(long seed) {
    Random random = new Random(seed);
    Window.Session window = new Window.Session(Duration.ofMillis(1 + random.nextInt(40)));
    WindowOptions options = options(random, random.nextInt(3) == 0);
    KeyedStage.Windowed stage = Stages.windowed(window, options, true);
    new OperatorVerifier(seed, clock -> Stages.operator(stage, clock))
        .verify(Events.steps(random, 1), () -> new SessionModel(window, options));
  }

  /** Where nothing may be late, combined windows give the same at the same time. */
  @ParameterizedTest
  @MethodSource("seeds")
  void combinedWindows(long seed) {
    Random random = new Random(seed);
    Window.Sliding window = sliding(random);
    WindowOptions options = WindowOptions.DEFAULTS;
    new OperatorVerifier(seed, combined(Stages.windowed(window, options, true)))
        .unordered()
        .verify(Events.steps(random, 1), () -> new SlidingModel(window, options));
  }

  /**
   * Late records come together with others, so there are fewer results, but the last are the same.
   */
  @ParameterizedTest
  @MethodSource("seeds")
  void combinedWindowsWithLateRecords(long seed) {
    Random random = new Random(seed);
    Window.Sliding window = sliding(random);
    WindowOptions options = options(random, false);
    new OperatorVerifier(seed, combined(Stages.windowed(window, options, true)))
        .seeing(WindowOperatorsTest::lastOfEachWindow)
        .unordered()
        .verify(Events.steps(random, 1), () -> new SlidingModel(window, options));
  }

  private static Object lastOfEachWindow(List<OperatorVerifier.Output> outputs) {
    Map<Object, Object> last = new HashMap<>();
    for (OperatorVerifier.Output output : outputs) {
      if (output.record() instanceof WindowResult<?, ?> result) {
        last.put(List.of(result.key(), result.end()), result.value());
      } else {
        last.put(output.record(), "aside");
      }
    }
    return last;
  }

  private static OperatorVerifier.Rig combined(KeyedStage.Windowed stage) {
    return clock -> {
      CombineOperator combine = new CombineOperator(stage, new StageCounters(true), clock);
      Operator panes = KeyedOperators.of(stage, new StageCounters(true), clock);
      combine.connect(panes.second());
      return List.of(combine, panes);
    };
  }

  private static Window.Sliding sliding(Random random) {
    long size = 1L + random.nextInt(60);
    long slide = random.nextBoolean() ? size : 1 + random.nextInt((int) size);
    long offset = (long) random.nextInt(3) * random.nextInt(50) - 20L;
    return new Window.Sliding(
        Duration.ofMillis(size), Duration.ofMillis(slide), Duration.ofMillis(offset));
  }

  private static WindowOptions options(Random random, boolean early) {
    return new WindowOptions(
        Duration.ofMillis((long) random.nextInt(2) * random.nextInt(90)),
        early ? Duration.ofMillis(1 + random.nextInt(20)) : null,
        false);
  }

  /** All records; results are computed from them anew. */
  private abstract static class AllRecords implements OperatorVerifier.Model {
    final List<Events.Event> records = new ArrayList<>();
    final long lateness;
    final long early;

    AllRecords(WindowOptions options) {
      lateness = options.allowedLateness().toMillis();
      Duration interval = options.early();
      early = interval == null ? 0 : interval.toMillis();
    }

    /** Of each key, the windows with records. */
    abstract List<WindowResult<String, List<Integer>>> windows();

    @Override
    public void watermark(long watermark, long now, OperatorVerifier.Out out) {
      for (WindowResult<String, List<Integer>> window : windows()) {
        long last = window.end() - 1;
        if (last > now && last <= watermark) {
          out.emit(window, last);
        }
        long until = Math.min(last - 1, watermark);
        for (long at = Math.max(now + 1, window.start()); early > 0 && at <= until; at++) {
          if (Math.floorMod(at, early) == 0) {
            out.emit(window, at);
          }
        }
      }
    }

    WindowResult<String, List<Integer>> result(String key, long start, long end) {
      List<Integer> ids =
          records.stream()
              .filter(each -> each.key().equals(key) && each.time() >= start && each.time() < end)
              .map(Events.Event::id)
              .sorted()
              .toList();
      return new WindowResult<>(key, start, end, ids);
    }
  }

  private static final class SlidingModel extends AllRecords {
    private final Window.Sliding window;

    SlidingModel(Window.Sliding window, WindowOptions options) {
      super(options);
      this.window = window;
    }

    private List<Long> startsOf(long time) {
      List<Long> starts = new ArrayList<>();
      for (long start = time; start > time - window.size().toMillis(); start--) {
        if (Math.floorMod(start - window.offset().toMillis(), window.slide().toMillis()) == 0) {
          starts.add(start);
        }
      }
      return starts;
    }

    @Override
    List<WindowResult<String, List<Integer>>> windows() {
      return records.stream()
          .flatMap(
              each ->
                  startsOf(each.time()).stream()
                      .map(start -> result(each.key(), start, start + window.size().toMillis())))
          .distinct()
          .toList();
    }

    @Override
    public void record(int port, Object record, long time, long now, OperatorVerifier.Out out) {
      Events.Event event = (Events.Event) record;
      List<Long> open =
          startsOf(time).stream()
              .filter(start -> start + window.size().toMillis() - 1 + lateness > now)
              .toList();
      if (open.isEmpty()) {
        out.aside(record, time);
        return;
      }
      records.add(event);
      for (long start : open) {
        long end = start + window.size().toMillis();
        if (end - 1 <= now) {
          out.emit(result(event.key(), start, end), end - 1);
        }
      }
    }
  }

  private static final class SessionModel extends AllRecords {
    private final long gap;

    SessionModel(Window.Session window, WindowOptions options) {
      super(options);
      this.gap = window.gap().toMillis();
    }

    @Override
    List<WindowResult<String, List<Integer>>> windows() {
      return records.stream().map(this::around).distinct().toList();
    }

    private WindowResult<String, List<Integer>> around(Events.Event event) {
      long first = event.time();
      long last = event.time();
      for (boolean grown = true; grown; ) {
        grown = false;
        for (Events.Event other : records) {
          if (other.key().equals(event.key())
              && other.time() > first - gap
              && other.time() < last + gap
              && (other.time() < first || other.time() > last)) {
            first = Math.min(first, other.time());
            last = Math.max(last, other.time());
            grown = true;
          }
        }
      }
      return result(event.key(), first, last + gap);
    }

    @Override
    public void record(int port, Object record, long time, long now, OperatorVerifier.Out out) {
      Events.Event event = (Events.Event) record;
      records.add(event);
      WindowResult<String, List<Integer>> session = around(event);
      boolean alone = Objects.requireNonNull(session.value()).size() == 1;
      if (alone && session.end() - 1 + lateness <= now) {
        records.remove(event);
        out.aside(record, time);
      } else if (session.end() - 1 <= now) {
        out.emit(session, session.end() - 1);
      }
    }

    @Override
    public void watermark(long watermark, long now, OperatorVerifier.Out out) {
      super.watermark(watermark, now, out);
      List<Events.Event> gone =
          records.stream().filter(each -> around(each).end() - 1 + lateness <= watermark).toList();
      records.removeAll(gone);
    }
  }
}
