package org.tensair.engine;

import java.util.IdentityHashMap;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.tensair.api.plan.Stage;
import org.tensair.engine.route.Route;

/** The queues between all workers, by edge of the plan. Used while the run is put together. */
final class Routes {

  private final int workers;
  private final IntConsumer wake;
  private final IdentityHashMap<Stage, Edge[]> edges = new IdentityHashMap<>();

  /**
   * @param wake unparks the worker with this number
   */
  Routes(int workers, IntConsumer wake) {
    this.workers = workers;
    this.wake = wake;
  }

  /** The queues before a stage's input. */
  Edge edge(Stage stage, int input) {
    Edge[] inputs = edges.computeIfAbsent(stage, key -> new Edge[key.inputs().size()]);
    Edge edge = inputs[input];
    if (edge == null) {
      edge = new Edge();
      inputs[input] = edge;
    }
    return edge;
  }

  /** The queues of one edge, from each worker to each. */
  final class Edge {
    private final @Nullable Route[] routes = new Route[workers * workers];

    /** The queue from a worker to a worker. */
    Route route(int from, int to) {
      int at = from * workers + to;
      Route route = routes[at];
      if (route == null) {
        route = new Route(() -> wake.accept(from), () -> wake.accept(to));
        routes[at] = route;
      }
      return route;
    }
  }
}
