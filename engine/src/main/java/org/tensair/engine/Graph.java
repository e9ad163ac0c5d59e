package org.tensair.engine;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.tensair.api.KeySelector;
import org.tensair.api.Source;
import org.tensair.api.plan.KeyedStage;
import org.tensair.api.plan.Plan;
import org.tensair.api.plan.Stage;
import org.tensair.engine.keyed.CombineOperator;
import org.tensair.engine.operator.LearnOperator;
import org.tensair.engine.operator.LookupOperator;
import org.tensair.engine.operator.Operator;
import org.tensair.engine.operator.Port;
import org.tensair.engine.operator.SinkOperator;
import org.tensair.engine.operator.SourceOperator;
import org.tensair.engine.operator.StageCounters;
import org.tensair.engine.replica.ModelStage;
import org.tensair.engine.route.Route;
import org.tensair.engine.route.RouteHead;
import org.tensair.engine.route.RouteSender;
import org.tensair.engine.route.Routing;
import org.tensair.engine.route.Targets;

/** The operators of a plan at one worker, connected: with each other, and with other workers. */
final class Graph {

  private final Layout layout;
  private final int worker;
  private final Routes routes;
  private final IntConsumer whileFull;
  private final Operators factory;
  private final List<Chain> chains = new ArrayList<>();
  private final IdentityHashMap<Stage, Operator> operators = new IdentityHashMap<>();
  private final Map<SourceOperator, Source<Object>> sources = new LinkedHashMap<>();
  private final List<SinkOperator> sinks = new ArrayList<>();

  /**
   * @param routes of all workers
   * @param whileFull is called while there is no room for what a chain of this level emits
   * @param run what the model stages need
   */
  Graph(
      Plan plan,
      Layout layout,
      int worker,
      boolean counting,
      Routes routes,
      IntConsumer whileFull,
      ModelStage.Run run) {
    this.layout = layout;
    this.worker = worker;
    this.routes = routes;
    this.whileFull = whileFull;
    this.factory = new Operators(plan, layout, counting, whileFull, run);
    for (int level = 0; level < layout.levels(); level++) {
      chains.add(new Chain(level));
    }
    for (Stage stage : plan.stages()) {
      add(stage);
    }
  }

  /** By level. */
  List<Chain> chains() {
    return chains;
  }

  /** The sources, by the operators that take their records. */
  Map<SourceOperator, Source<Object>> sources() {
    return sources;
  }

  List<SinkOperator> sinks() {
    return sinks;
  }

  /** The model operators, by stage name; only at the first worker. */
  Map<String, ModelStage> models() {
    return factory.models();
  }

  /** All operators, with the stages they run. */
  Map<Stage, Operator> operators() {
    return operators;
  }

  /** The stages after each model, by its name. */
  Map<String, List<Operator>> outputs() {
    Map<String, List<Operator>> outputs = new LinkedHashMap<>();
    operators.forEach(
        (stage, operator) -> {
          if (layout.afterModel(stage)) {
            outputs.computeIfAbsent(modelOf(stage), name -> new ArrayList<>()).add(operator);
          }
        });
    return outputs;
  }

  private static String modelOf(Stage stage) {
    return stage instanceof Stage.LearnOutput output
        ? output.learn().name()
        : modelOf(stage.inputs().get(0));
  }

  private void add(Stage stage) {
    Operator operator = null;
    if (layout.has(worker, stage)) {
      operator = factory.operator(stage, chains.get(layout.level(stage)));
      operators.put(stage, operator);
      if (!layout.afterModel(stage)) {
        chains.get(layout.level(stage)).add(operator);
      }
      remember(stage, operator);
    }
    if (!(stage instanceof Stage.LearnOutput)) {
      for (int i = 0; i < stage.inputs().size(); i++) {
        connect(stage, i, operator == null ? null : port(stage, operator, i));
      }
    }
  }

  @SuppressWarnings("unchecked")
  private void remember(Stage stage, Operator operator) {
    if (stage instanceof Stage.Read read && operator instanceof SourceOperator source) {
      sources.put(source, (Source<Object>) read.source());
    } else if (operator instanceof SinkOperator sink) {
      sinks.add(sink);
    }
  }

  private Port port(Stage stage, Operator operator, int input) {
    if (input == 0) {
      return combines(stage) ? operator.second() : operator;
    }
    if (operator instanceof LookupOperator lookup) {
      return lookup.right();
    }
    return operator instanceof LearnOperator learn ? learn.labels() : operator.second();
  }

  /**
   * Connects a stage's input, as far as this worker has its ends.
   *
   * @param port of the stage; null if this worker does not have it
   */
  private void connect(Stage stage, int input, @Nullable Port port) {
    Stage from = stage.inputs().get(input);
    Operator sender = operators.get(from);
    Routing routing = layout.routing(stage, input);
    if (routing == Routing.DIRECT) {
      if (sender != null && port != null) {
        if (stage instanceof Stage.SideOutput) {
          connectAside(sender, from, stage, port);
        } else {
          sender.connect(port);
        }
      }
      return;
    }
    Routes.Edge edge = routes.edge(stage, input);
    if (sender != null) {
      send(stage, input, edge, sender, chains.get(layout.level(from)));
    }
    if (port != null) {
      Chain chain = chains.get(layout.level(stage));
      for (int each = 0; each < layout.workersOf(from); each++) {
        if (routing != Routing.SAME_WORKER || each == worker) {
          Route route = edge.route(each, worker);
          chain.add(route, new RouteHead(route, port));
        }
      }
    }
  }

  /** What is late for a join comes from one of its sides, or from both where they have one type. */
  private static void connectAside(Operator sender, Stage from, Stage side, Port port) {
    if (from.inputs().size() < 2 || from.inputs().get(0).type().equals(side.type())) {
      sender.connectAside(port);
    }
    if (from.inputs().size() == 2 && from.inputs().get(1).type().equals(side.type())) {
      sender.connectAsideOfSecond(port);
    }
  }

  private void send(Stage stage, int input, Routes.Edge edge, Operator from, Chain chain) {
    Routing routing = layout.routing(stage, input);
    List<Route> out = new ArrayList<>();
    int receivers = routing == Routing.FIRST ? 1 : layout.workersOf(stage);
    for (int to = 0; to < receivers; to++) {
      if (routing != Routing.SAME_WORKER || to == worker) {
        out.add(edge.route(worker, to));
      }
    }
    KeySelector<Object, Object> key = keyOf(stage, input);
    int level = chain.level();
    boolean combines = combines(stage);
    RouteSender sender =
        new RouteSender(
            Targets.of(
                routing, stage.name(), combines ? CombineOperator.KEY : key, out.size(), worker),
            out,
            () -> whileFull.accept(level));
    chain.add(sender);
    if (combines && stage instanceof KeyedStage.Windowed windowed) {
      CombineOperator combine =
          new CombineOperator(windowed, new StageCounters(false), chain.lastClock());
      chain.add(combine);
      from.connect(combine);
      combine.connect(sender);
    } else {
      from.connect(sender);
    }
  }

  /** Whether records are aggregated before they are sent to the stage. */
  private boolean combines(Stage stage) {
    return layout.workers() > 1
        && stage instanceof KeyedStage.Windowed windowed
        && windowed.options().combined();
  }

  @SuppressWarnings("unchecked")
  private static @Nullable KeySelector<Object, Object> keyOf(Stage stage, int input) {
    if (stage instanceof KeyedStage keyed) {
      return (KeySelector<Object, Object>) keyed.keys().get(input);
    }
    if (stage instanceof Stage.LookupJoin lookup) {
      return (KeySelector<Object, Object>) (input == 0 ? lookup.on().left() : lookup.on().right());
    }
    return null;
  }
}
