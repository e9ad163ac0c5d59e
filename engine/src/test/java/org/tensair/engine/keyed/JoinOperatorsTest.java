package org.tensair.engine.keyed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensair.api.JoinFunction;
import org.tensair.api.Window;
import org.tensair.api.plan.KeyedStage;
import org.tensair.engine.keyed.Events.Event;

/** Joins against models that compare all records with all others. */
class JoinOperatorsTest {

  record Pair(int left, @Nullable Integer right) {}

  private static final JoinFunction<Event, @Nullable Event, Pair> PAIR =
      (left, right) -> new Pair(left.id(), right == null ? null : right.id());

  static LongStream seeds() {
    return LongStream.range(0, 300);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void intervals(long seed) {
    Random random = new Random(seed);
    long before = random.nextInt(60) - 15L;
    long after = Math.max(-before, random.nextInt(60) - 15L);
    boolean outer = random.nextBoolean();
    KeyedStage.IntervalJoin stage =
        new KeyedStage.IntervalJoin(
            "join",
            Stages.ANY,
            Stages.INPUT,
            Stages.INPUT,
            Stages.KEY,
            Stages.KEY,
            Duration.ofMillis(before),
            Duration.ofMillis(after),
            outer,
            PAIR);
    new OperatorVerifier(seed, clock -> Stages.operator(stage, clock))
        .verify(Events.steps(random, 2), () -> new IntervalModel(before, after, outer));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void windowsOfAFixedSize(long seed) {
    Random random = new Random(seed);
    long size = 1L + random.nextInt(60);
    long slide = random.nextBoolean() ? size : 1L + random.nextInt((int) size);
    Window window =
        new Window.Sliding(
            Duration.ofMillis(size),
            Duration.ofMillis(slide),
            Duration.ofMillis(random.nextInt(30) - 10L));
    verifyWindows(seed, random, window);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void sessions(long seed) {
    Random random = new Random(seed);
    verifyWindows(seed, random, new Window.Session(Duration.ofMillis(1 + random.nextInt(40))));
  }

  private static void verifyWindows(long seed, Random random, Window window) {
    boolean outer = random.nextBoolean();
    KeyedStage.WindowJoin stage =
        new KeyedStage.WindowJoin(
            "join",
            Stages.ANY,
            Stages.INPUT,
            Stages.INPUT,
            Stages.KEY,
            Stages.KEY,
            window,
            outer,
            PAIR);
    new OperatorVerifier(seed, clock -> Stages.operator(stage, clock))
        .verify(Events.steps(random, 2), () -> new WindowModel(window, outer));
  }

  private static final class IntervalModel implements OperatorVerifier.Model {
    private final List<Event> lefts = new ArrayList<>();
    private final List<Event> rights = new ArrayList<>();
    private final Set<Event> matched = new HashSet<>();
    private final long before;
    private final long after;
    private final boolean outer;

    IntervalModel(long before, long after, boolean outer) {
      this.before = before;
      this.after = after;
      this.outer = outer;
    }

    @Override
    public void record(int port, Object record, long time, long now, OperatorVerifier.Out out) {
      Event event = (Event) record;
      if (time <= now) {
        out.aside(record, time);
        return;
      }
      (port == 0 ? lefts : rights).add(event);
      for (Event other : port == 0 ? rights : lefts) {
        Event left = port == 0 ? event : other;
        Event right = port == 0 ? other : event;
        long later = right.time() - left.time();
        if (left.key().equals(right.key()) && later >= -before && later <= after) {
          out.emit(new Pair(left.id(), right.id()), Math.max(left.time(), right.time()));
          matched.add(left);
        }
      }
    }

    @Override
    public void watermark(long watermark, long now, OperatorVerifier.Out out) {
      for (Event left : lefts) {
        long known = left.time() + Math.max(0, after);
        if (outer && known > now && known <= watermark && !matched.contains(left)) {
          out.emit(new Pair(left.id(), null), known);
        }
      }
    }
  }

  private static final class WindowModel implements OperatorVerifier.Model {
    private final List<Event> lefts = new ArrayList<>();
    private final List<Event> rights = new ArrayList<>();
    private final Window window;
    private final boolean outer;

    WindowModel(Window window, boolean outer) {
      this.window = window;
      this.outer = outer;
    }

    @Override
    public void record(int port, Object record, long time, long now, OperatorVerifier.Out out) {
      Event event = (Event) record;
      (port == 0 ? lefts : rights).add(event);
      if (endsOf(event).stream().allMatch(end -> end - 1 <= now)) {
        lefts.remove(event);
        rights.remove(event);
        out.aside(record, time);
      }
    }

    @Override
    public void watermark(long watermark, long now, OperatorVerifier.Out out) {
      for (Event left : lefts) {
        for (long end : endsOf(left)) {
          if (end - 1 <= now || end - 1 > watermark) {
            continue;
          }
          List<Event> partners =
              rights.stream()
                  .filter(right -> right.key().equals(left.key()) && endsOf(right).contains(end))
                  .toList();
          partners.forEach(right -> out.emit(new Pair(left.id(), right.id()), end - 1));
          if (partners.isEmpty() && outer) {
            out.emit(new Pair(left.id(), null), end - 1);
          }
        }
      }
      if (window instanceof Window.Session) {
        List<Event> gone =
            all().stream()
                .filter(each -> endsOf(each).stream().allMatch(end -> end - 1 <= watermark))
                .toList();
        lefts.removeAll(gone);
        rights.removeAll(gone);
      }
    }

    private List<Event> all() {
      List<Event> all = new ArrayList<>(lefts);
      all.addAll(rights);
      return all;
    }

    private Set<Long> endsOf(Event event) {
      Set<Long> ends = new TreeSet<>();
      if (window instanceof Window.Sliding sliding) {
        long size = sliding.size().toMillis();
        for (long start = event.time(); start > event.time() - size; start--) {
          if (Math.floorMod(start - sliding.offset().toMillis(), sliding.slide().toMillis()) == 0) {
            ends.add(start + size);
          }
        }
      } else if (window instanceof Window.Session session) {
        long gap = session.gap().toMillis();
        TreeSet<Long> times = new TreeSet<>();
        all().stream()
            .filter(each -> each.key().equals(event.key()))
            .forEach(each -> times.add(each.time()));
        long last = event.time();
        for (long time : times.tailSet(last)) {
          last = time < last + gap ? time : last;
        }
        ends.add(last + gap);
      }
      return ends;
    }
  }
}
