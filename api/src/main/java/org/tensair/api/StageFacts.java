package org.tensair.api;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tensair.api.plan.KeyedStage;
import org.tensair.api.plan.Stage;

/** What {@link PlanPrinter} tells of each kind of stage. */
final class StageFacts {

  /** Strings, integers, truth values and lists of them, in the order in which they were put. */
  private final Map<String, Object> facts = new LinkedHashMap<>();

  private StageFacts() {}

  /** As users call it: the name of the method that makes such a stage, where there is one. */
  static String kind(Stage stage) {
    String kind = stage.getClass().getSimpleName();
    if (stage instanceof Stage.Redistribute redistribute) {
      return redistribute.to() == Stage.Redistribute.To.ALL ? "broadcast" : "rebalance";
    }
    if (stage instanceof KeyedStage) {
      return switch (kind) {
        case "Fold" -> "aggregate";
        case "Stateful" -> "process";
        case "Windowed" -> "window";
        default -> spaced(kind);
      };
    }
    return switch (kind) {
      case "LookupJoin" -> "lookup";
      case "Async" -> "async map";
      case "LearnOutput" -> "output";
      default -> spaced(kind);
    };
  }

  /** The names of the inputs' ports; empty where they do not differ. */
  static List<String> ports(Stage stage) {
    if (stage instanceof Stage.Learn) {
      return List.of("samples", "labels");
    }
    boolean joins =
        stage instanceof Stage.LookupJoin
            || stage instanceof KeyedStage.IntervalJoin
            || stage instanceof KeyedStage.WindowJoin;
    return joins ? List.of("left", "right") : List.of();
  }

  /** Everything that was chosen for the stage beside its functions. */
  static Map<String, Object> options(Stage stage) {
    StageFacts facts = new StageFacts();
    if (stage instanceof KeyedStage keyed) {
      facts.put("key", LambdaTypes.resultOf(keyed.keys().get(0)).toString());
      facts.keyed(keyed);
    } else if (stage instanceof Stage.Read read) {
      facts.put("source", read.source().name());
      facts.put("bounded", read.source().bounded());
      facts.put("splits", read.source().splits());
      facts.put("disorder", nonZero(read.source().disorder()));
      facts.put("stopsAtBadRecords", read.stopsAtBadRecords() ? true : null);
    } else if (stage instanceof Stage.Async async) {
      facts.async(async.options());
    } else if (stage instanceof Stage.LookupJoin join) {
      facts.put("key", LambdaTypes.resultOf(join.on().left()).toString());
      facts.lookup(join.lookup());
    } else if (stage instanceof Stage.Learn learn) {
      facts.put("key", LambdaTypes.resultOf(learn.options().on().left()).toString());
      facts.learn(learn.options());
    } else if (stage instanceof Stage.LearnOutput output) {
      facts.put("output", lower(output.output()));
    } else if (stage instanceof Stage.Write write) {
      facts.put("parallel", write.sink().parallel());
    }
    return facts.facts;
  }

  /** What may change between two runs without changing what the state of a stage means. */
  private static final Set<String> FREE =
      Set.of("allowedLateness", "early", "combined", "timeToLive", "outer", "before", "after");

  /** What the state of a stage means, as text; empty where that is all in its kind and type. */
  static String definition(Stage stage) {
    if (!(stage instanceof KeyedStage || stage instanceof Stage.LookupJoin)) {
      return "";
    }
    Map<String, Object> defining = new LinkedHashMap<>(options(stage));
    defining.keySet().removeAll(FREE);
    return defining.entrySet().stream()
        .map(each -> each.getKey() + " " + each.getValue())
        .collect(Collectors.joining(", "));
  }

  private void keyed(KeyedStage stage) {
    if (stage instanceof KeyedStage.Fold fold) {
      put("aggregate", nameOf(fold.aggregate()));
    } else if (stage instanceof KeyedStage.Stateful process) {
      put("timeToLive", process.timeToLive());
    } else if (stage instanceof KeyedStage.Windowed windowed) {
      put("aggregate", nameOf(windowed.aggregate()));
      window(windowed.window());
      put("allowedLateness", nonZero(windowed.options().allowedLateness()));
      put("early", windowed.options().early());
      put("combined", windowed.options().combined() ? true : null);
    } else if (stage instanceof KeyedStage.IntervalJoin join) {
      put("before", join.before());
      put("after", join.after());
      put("outer", join.outer());
    } else if (stage instanceof KeyedStage.WindowJoin join) {
      window(join.window());
      put("outer", join.outer());
    }
  }

  private void window(Window window) {
    if (window instanceof Window.Sliding sliding) {
      boolean tumbling = sliding.slide().equals(sliding.size());
      put("window", tumbling ? "tumbling" : "sliding");
      put("size", sliding.size());
      put("slide", tumbling ? null : sliding.slide());
      put("offset", nonZero(sliding.offset()));
    } else if (window instanceof Window.Session session) {
      put("window", "session");
      put("gap", session.gap());
    } else if (window instanceof Window.Count count) {
      put("window", "count");
      put("records", count.size());
    }
  }

  private void lookup(Lookup<?, ?> lookup) {
    if (lookup instanceof Lookup.Latest<?> latest) {
      put("lookup", "latest");
      put("maxAge", latest.maxAge());
    } else if (lookup instanceof Lookup.Last<?, ?, ?> last) {
      put("lookup", "last");
      put("durations", List.of(last.duration().toString()));
      put("aggregate", nameOf(last.aggregate()));
    } else if (lookup instanceof Lookup.LastOfSeveral<?, ?, ?> last) {
      put("lookup", "last");
      put("durations", last.durations().stream().map(Duration::toString).toList());
      put("aggregate", nameOf(last.aggregate()));
    } else if (lookup instanceof Lookup.Total<?, ?, ?> total) {
      put("lookup", "total");
      put("aggregate", nameOf(total.aggregate()));
    }
  }

  private void async(AsyncOptions options) {
    put("concurrency", options.concurrency());
    put("ordered", options.ordered());
    put("timeout", options.timeout());
    put("retries", options.retries());
    put("backoff", options.backoff());
  }

  private void learn(LearnOptions<?, ?> options) {
    put("model", options.model().directory());
    put("within", options.labelDeadline());
    put("batchSize", options.batchSize());
    put("maxBatchAge", options.maxBatchAge());
    put("replicas", options.replicas());
    put("staleness", options.staleness());
    put("mode", lower(options.mode()));
    put("replay", options.replay());
    put("seed", options.seed());
    put("device", options.device());
  }

  /** Leaves out what is null; durations become text. */
  private void put(String name, @Nullable Object value) {
    if (value != null) {
      facts.put(name, value instanceof Duration ? value.toString() : value);
    }
  }

  private static @Nullable Duration nonZero(Duration duration) {
    return duration.isZero() ? null : duration;
  }

  private static String nameOf(Aggregate<?, ?, ?> aggregate) {
    String name = aggregate.getClass().getSimpleName();
    return name.isEmpty() ? "anonymous" : name;
  }

  private static String lower(Enum<?> constant) {
    return spaced(constant.name().toLowerCase(Locale.ROOT).replace('_', ' '));
  }

  /** {@code WindowJoin} becomes {@code window join}. */
  private static String spaced(String name) {
    return name.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
  }
}
