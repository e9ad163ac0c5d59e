package org.tensair.engine;

import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.tensair.api.AsyncFunction;
import org.tensair.api.FilterFunction;
import org.tensair.api.FlatMapFunction;
import org.tensair.api.JoinFunction;
import org.tensair.api.LearnOptions;
import org.tensair.api.MapFunction;
import org.tensair.api.On;
import org.tensair.api.PeekFunction;
import org.tensair.api.Sink;
import org.tensair.api.plan.KeyedStage;
import org.tensair.api.plan.Plan;
import org.tensair.api.plan.Stage;
import org.tensair.engine.keyed.KeyedOperators;
import org.tensair.engine.lookup.LookupState;
import org.tensair.engine.operator.AsyncOperator;
import org.tensair.engine.operator.FilterOperator;
import org.tensair.engine.operator.FlatMapOperator;
import org.tensair.engine.operator.ForwardOperator;
import org.tensair.engine.operator.LearnOperator;
import org.tensair.engine.operator.LookupOperator;
import org.tensair.engine.operator.MapOperator;
import org.tensair.engine.operator.Operator;
import org.tensair.engine.operator.PeekOperator;
import org.tensair.engine.operator.SinkOperator;
import org.tensair.engine.operator.SourceOperator;
import org.tensair.engine.operator.SplitOperator;
import org.tensair.engine.operator.StageCounters;
import org.tensair.engine.replica.ModelStage;

/** Makes the operator of each stage of a plan, for one worker. */
final class Operators {

  /** How far live splits may run apart, so that a record still finds all its rows in a lookup. */
  private static final Duration LIVE_DISORDER = Duration.ofSeconds(10);

  private final Plan plan;
  private final boolean counting;
  private final boolean aligned;
  private final Duration disorder;
  private final int workers;
  private final IntConsumer whileFull;
  private final ModelStage.Run run;
  private final Map<String, ModelStage> models = new LinkedHashMap<>();
  private final IdentityHashMap<Stage, Operator> outputs = new IdentityHashMap<>();
  private @Nullable Stage lastOrdered;

  /**
   * @param whileFull is called while there is no room for what a chain of this level emits
   * @param run what the model stages need
   */
  Operators(Plan plan, Layout layout, boolean counting, IntConsumer whileFull, ModelStage.Run run) {
    this.plan = plan;
    this.counting = counting;
    this.aligned = layout.aligned();
    this.disorder = Duration.ofMillis(layout.disorder());
    this.workers = layout.workers();
    this.whileFull = whileFull;
    this.run = run;
  }

  /** The model operators made so far, by stage name. */
  Map<String, ModelStage> models() {
    return models;
  }

  // A plan's types were checked when it was described; from here on records are just objects.
  @SuppressWarnings("unchecked")
  Operator operator(Stage stage, Chain chain) {
    String name = stage.name();
    StageCounters counters = new StageCounters(counting);
    if (stage instanceof Stage.Read read) {
      return new SourceOperator(name, counters, read.stopsAtBadRecords());
    }
    if (stage instanceof Stage.Map map) {
      return new MapOperator(name, counters, (MapFunction<Object, Object>) map.function());
    }
    if (stage instanceof Stage.Filter filter) {
      return new FilterOperator(name, counters, (FilterFunction<Object>) filter.function());
    }
    if (stage instanceof Stage.Peek peek) {
      return new PeekOperator(name, counters, (PeekFunction<Object>) peek.function());
    }
    if (stage instanceof Stage.Split split) {
      return new SplitOperator(name, counters, (FilterFunction<Object>) split.function());
    }
    if (stage instanceof Stage.FlatMap flatMap) {
      return new FlatMapOperator(
          name, counters, (FlatMapFunction<Object, Object>) flatMap.function());
    }
    if (stage instanceof Stage.Async async) {
      AsyncOperator asking =
          new AsyncOperator(
              name,
              counters,
              (AsyncFunction<Object, Object>) async.function(),
              async.options(),
              // What is merged by event time has to come in that order.
              aligned || async.options().ordered(),
              chain.lastClock(),
              () -> whileFull.accept(chain.level()));
      chain.asks(asking);
      return asking;
    }
    if (stage instanceof KeyedStage keyed) {
      return KeyedOperators.of(keyed, counters, chain.lastClock());
    }
    if (stage instanceof Stage.LookupJoin lookup) {
      return lookup(lookup, counters, chain);
    }
    if (stage instanceof Stage.Learn learn) {
      lastOrdered = learn;
      return learn(learn, counters, chain);
    }
    if (stage instanceof Stage.Write write) {
      return new SinkOperator(name, counters, (Sink<Object>) write.sink());
    }
    Operator output = outputs.get(stage);
    return output == null ? new ForwardOperator(name, counters) : output;
  }

  @SuppressWarnings("unchecked")
  private Operator lookup(Stage.LookupJoin lookup, StageCounters counters, Chain chain) {
    boolean follows = follows(lookup);
    lastOrdered = lookup;
    LookupState state =
        LookupState.of(lookup.lookup(), aligned ? disorder : disorder.plus(LIVE_DISORDER));
    return new LookupOperator(
        lookup.name(),
        counters,
        (On<Object, Object, Object>) lookup.on(),
        state,
        (JoinFunction<Object, @Nullable Object, Object>) lookup.join(),
        chain.step(),
        follows);
  }

  /**
   * Whether a lookup's left records come straight from a lookup, and nothing that waits stands
   * between the two: when the first one's records go, the rows that the second one looks up are all
   * there, unless the first one's records are among them.
   */
  private boolean follows(Stage.LookupJoin lookup) {
    return workers == 1
        && lookup.left() == lastOrdered
        && lookup.left() != lookup.right()
        && plan.consumersOf(lookup.left()).size() == 1;
  }

  @SuppressWarnings("unchecked")
  private LearnOperator learn(Stage.Learn learn, StageCounters counters, Chain chain) {
    ModelStage model =
        new ModelStage(
            learn.name(),
            (LearnOptions<Object, Object>) learn.options(),
            aligned,
            output(learn, Stage.LearnOutput.Output.PREDICTIONS),
            output(learn, Stage.LearnOutput.Output.STEPS),
            () -> chain.input().eventTime(),
            () -> whileFull.accept(chain.level()),
            run);
    chain.add(model);
    models.put(learn.name(), model);
    return new LearnOperator(
        learn.name(),
        counters,
        (On<Object, Object, Object>) learn.options().on(),
        model.replicas(),
        chain.step());
  }

  /** What takes an output of the model operator; if the plan does not read it, nothing follows. */
  private Operator output(Stage.Learn learn, Stage.LearnOutput.Output output) {
    for (Stage stage : plan.stages()) {
      if (stage instanceof Stage.LearnOutput reading
          && reading.learn().name().equals(learn.name())
          && reading.output() == output) {
        Operator operator = new ForwardOperator(stage.name(), new StageCounters(counting));
        outputs.put(stage, operator);
        return operator;
      }
    }
    return new ForwardOperator(learn.name(), new StageCounters(false));
  }
}
