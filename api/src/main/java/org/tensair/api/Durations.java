package org.tensair.api;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensair.api.plan.KeyedStage;
import org.tensair.api.plan.Stage;

/**
 * The durations that a stage has been given, by their names. So long a one as would overflow when
 * it is added to a time, as {@code Long.MAX_VALUE} for "for ever" does, is refused.
 */
final class Durations {

  /** Of event time: 10,000 years, in milliseconds far from an overflow with any date. */
  static final Duration LONGEST = Duration.ofDays(3_652_500);

  /** Of time on the clock: 100 years, in nanoseconds far from an overflow. */
  static final Duration LONGEST_WAIT = Duration.ofDays(36_525);

  private final Map<String, Duration> found = new LinkedHashMap<>();

  private Durations() {}

  /** Whether {@code found} is longer than {@code longest}, in either direction. */
  static boolean longer(Duration found, Duration longest) {
    return found.compareTo(longest) > 0 || found.compareTo(longest.negated()) < 0;
  }

  /** Those of event time. */
  static Map<String, Duration> ofEventTime(Stage stage) {
    Durations durations = new Durations();
    if (stage instanceof KeyedStage.Windowed windowed) {
      durations.add(windowed.window());
      durations.put("allowedLateness", windowed.options().allowedLateness());
      durations.put("early", windowed.options().early());
    } else if (stage instanceof KeyedStage.WindowJoin join) {
      durations.add(join.window());
    } else if (stage instanceof KeyedStage.IntervalJoin join) {
      durations.put("before", join.before());
      durations.put("after", join.after());
    } else if (stage instanceof KeyedStage.Stateful process) {
      durations.put("timeToLive", process.timeToLive());
    } else if (stage instanceof Stage.Read read) {
      durations.put("disorder", read.source().disorder());
    } else if (stage instanceof Stage.LookupJoin join) {
      durations.add(join.lookup());
    } else if (stage instanceof Stage.Learn learn) {
      durations.put("within", learn.options().labelDeadline());
      durations.put("maxBatchAge", learn.options().maxBatchAge());
    }
    return durations.found;
  }

  /** Those of time on the clock. */
  static Map<String, Duration> ofWaiting(Stage stage) {
    Durations durations = new Durations();
    if (stage instanceof Stage.Async async) {
      durations.put("timeout", async.options().timeout());
      durations.put("backoff", async.options().backoff());
    } else if (stage instanceof Stage.Learn learn) {
      durations.put("peerDeadline", learn.options().peerDeadline());
    }
    return durations.found;
  }

  private void add(Window window) {
    if (window instanceof Window.Sliding sliding) {
      put("size", sliding.size());
      put("offset", sliding.offset());
    } else if (window instanceof Window.Session session) {
      put("gap", session.gap());
    }
  }

  private void add(Lookup<?, ?> lookup) {
    if (lookup instanceof Lookup.Latest<?> latest) {
      put("maxAge", latest.maxAge());
    } else if (lookup instanceof Lookup.Last<?, ?, ?> last) {
      put("duration", last.duration());
    } else if (lookup instanceof Lookup.LastOfSeveral<?, ?, ?> last) {
      for (int i = 0; i < last.durations().size(); i++) {
        put("durations[" + i + "]", last.durations().get(i));
      }
    }
  }

  private void put(String name, @Nullable Duration duration) {
    if (duration != null) {
      found.put(name, duration);
    }
  }
}
