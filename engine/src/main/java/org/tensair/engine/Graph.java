package org.tensair.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensair.api.FilterFunction;
import org.tensair.api.FlatMapFunction;
import org.tensair.api.JoinFunction;
import org.tensair.api.LearnOptions;
import org.tensair.api.MapFunction;
import org.tensair.api.On;
import org.tensair.api.RunOptions;
import org.tensair.api.Sink;
import org.tensair.api.Source;
import org.tensair.api.plan.Plan;
import org.tensair.api.plan.Stage;
import org.tensair.engine.lookup.LookupState;
import org.tensair.engine.operator.FilterOperator;
import org.tensair.engine.operator.FlatMapOperator;
import org.tensair.engine.operator.ForwardOperator;
import org.tensair.engine.operator.LearnOperator;
import org.tensair.engine.operator.LookupOperator;
import org.tensair.engine.operator.MapOperator;
import org.tensair.engine.operator.Operator;
import org.tensair.engine.operator.Port;
import org.tensair.engine.operator.SinkOperator;
import org.tensair.engine.operator.SourceOperator;
import org.tensair.engine.operator.StageCounters;
import org.tensair.engine.operator.TimeStep;
import org.tensair.engine.replica.ModelStage;

/** The operators of a plan, connected. */
final class Graph {

  /** How far behind the newest record a live record still finds all its rows in a lookup. */
  private static final Duration LIVE_DISORDER = Duration.ofSeconds(10);

  private final Plan plan;
  private final boolean counting;
  private final boolean bounded;
  private final ModelStage.Run run;
  private final TimeStep step = new TimeStep();
  private @Nullable Stage lastOrdered;
  private final IdentityHashMap<Stage, Operator> operators = new IdentityHashMap<>();
  private final List<Operator> inOrder = new ArrayList<>();
  private final Map<SourceOperator, Source<Object>> sources = new LinkedHashMap<>();
  private final List<SinkOperator> sinks = new ArrayList<>();
  private final Map<String, ModelStage> models = new LinkedHashMap<>();

  /**
   * @param run what the model stages need
   */
  Graph(Plan plan, RunOptions options, ModelStage.Run run) {
    this.plan = plan;
    this.counting = options.metrics();
    this.run = run;
    this.bounded =
        plan.stages().stream()
            .allMatch(stage -> !(stage instanceof Stage.Read read) || read.source().bounded());
    for (Stage stage : plan.stages()) {
      Operator operator = operator(stage);
      operators.put(stage, operator);
      inOrder.add(operator);
      connect(stage, operator);
    }
  }

  /** All operators, in plan order. */
  List<Operator> operators() {
    return inOrder;
  }

  /** The sources, by the operators that take their records. */
  Map<SourceOperator, Source<Object>> sources() {
    return sources;
  }

  List<SinkOperator> sinks() {
    return sinks;
  }

  /** The model operators, by stage name. */
  Map<String, ModelStage> models() {
    return models;
  }

  TimeStep step() {
    return step;
  }

  private void connect(Stage stage, Operator operator) {
    if (stage instanceof Stage.LearnOutput) {
      // Fed by the replicas' queues.
      return;
    }
    List<Stage> inputs = stage.inputs();
    for (int i = 0; i < inputs.size(); i++) {
      of(inputs.get(i)).connect(i == 0 ? operator : secondPort(operator));
    }
  }

  private static Port secondPort(Operator operator) {
    if (operator instanceof LookupOperator lookup) {
      return lookup.right();
    }
    return operator instanceof LearnOperator learn ? learn.labels() : operator;
  }

  // A plan's types were checked when it was described; from here on records are just objects.
  @SuppressWarnings("unchecked")
  private Operator operator(Stage stage) {
    String name = stage.name();
    StageCounters counters = new StageCounters(counting);
    if (stage instanceof Stage.Read read) {
      SourceOperator operator = new SourceOperator(name, counters);
      sources.put(operator, (Source<Object>) read.source());
      return operator;
    }
    if (stage instanceof Stage.Map map) {
      return new MapOperator(name, counters, (MapFunction<Object, Object>) map.function());
    }
    if (stage instanceof Stage.Filter filter) {
      return new FilterOperator(name, counters, (FilterFunction<Object>) filter.function());
    }
    if (stage instanceof Stage.FlatMap flatMap) {
      return new FlatMapOperator(
          name, counters, (FlatMapFunction<Object, Object>) flatMap.function());
    }
    if (stage instanceof Stage.LookupJoin lookup) {
      boolean follows = follows(lookup);
      lastOrdered = lookup;
      LookupState state = LookupState.of(lookup.lookup(), bounded ? Duration.ZERO : LIVE_DISORDER);
      return new LookupOperator(
          name,
          counters,
          (On<Object, Object, Object>) lookup.on(),
          state,
          (JoinFunction<Object, @Nullable Object, Object>) lookup.join(),
          step,
          follows);
    }
    if (stage instanceof Stage.Learn learn) {
      lastOrdered = learn;
      return learnOperator(learn, counters);
    }
    if (stage instanceof Stage.Write write) {
      SinkOperator sink = new SinkOperator(name, counters, (Sink<Object>) write.sink());
      sinks.add(sink);
      return sink;
    }
    return stage instanceof Stage.LearnOutput ? of(stage) : new ForwardOperator(name, counters);
  }

  /**
   * Whether a lookup's left records come straight from a lookup, and nothing that waits stands
   * between the two: when the first one's records go, the rows that the second one looks up are all
   * there, unless the first one's records are among them.
   */
  private boolean follows(Stage.LookupJoin lookup) {
    return lookup.left() == lastOrdered
        && lookup.left() != lookup.right()
        && plan.consumersOf(lookup.left()).size() == 1;
  }

  private Operator of(Stage stage) {
    Operator operator = operators.get(stage);
    if (operator == null) {
      throw new IllegalStateException(
          "Stage \"" + stage.name() + "\" comes after a stage it feeds.");
    }
    return operator;
  }

  @SuppressWarnings("unchecked")
  private LearnOperator learnOperator(Stage.Learn learn, StageCounters counters) {
    ModelStage model =
        new ModelStage(
            learn.name(),
            (LearnOptions<Object, Object>) learn.options(),
            bounded,
            output(learn, Stage.LearnOutput.Output.PREDICTIONS),
            output(learn, Stage.LearnOutput.Output.STEPS),
            run);
    models.put(learn.name(), model);
    return new LearnOperator(
        learn.name(),
        counters,
        (On<Object, Object, Object>) learn.options().on(),
        model.replicas(),
        step);
  }

  /** What takes an output of the model operator; if the plan does not read it, nothing follows. */
  private Operator output(Stage.Learn learn, Stage.LearnOutput.Output output) {
    for (Stage stage : plan.stages()) {
      if (stage instanceof Stage.LearnOutput reading
          && reading.learn().name().equals(learn.name())
          && reading.output() == output) {
        Operator operator = new ForwardOperator(stage.name(), new StageCounters(counting));
        operators.put(stage, operator);
        return operator;
      }
    }
    return new ForwardOperator(learn.name(), new StageCounters(false));
  }
}
