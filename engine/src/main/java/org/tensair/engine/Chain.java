package org.tensair.engine;

import java.util.ArrayList;
import java.util.List;
import org.tensair.engine.keyed.CombineOperator;
import org.tensair.engine.operator.AsyncOperator;
import org.tensair.engine.operator.Clock;
import org.tensair.engine.operator.Operator;
import org.tensair.engine.operator.TimeStep;
import org.tensair.engine.replica.ModelStage;
import org.tensair.engine.route.Route;
import org.tensair.engine.route.RouteSender;
import org.tensair.engine.source.ChainInput;
import org.tensair.engine.source.Head;

/** The stages of one level on one worker: what comes in, what runs, what goes out. */
final class Chain {

  private final int level;
  private final Clock clock = new Clock();
  private Clock lastClock = clock;
  private final TimeStep step = new TimeStep();
  private final List<Operator> operators = new ArrayList<>();
  private final List<AsyncOperator> asking = new ArrayList<>();
  private final List<CombineOperator> combining = new ArrayList<>();
  private final List<RouteSender> senders = new ArrayList<>();
  private final List<ModelStage> models = new ArrayList<>();
  private final List<Head> heads = new ArrayList<>();
  private final List<Route> incoming = new ArrayList<>();
  private final ChainTimes times = new ChainTimes();
  private ChainInput input = new ChainInput(List.of(), List.of(), 0, step, clock);
  private boolean done;

  Chain(int level) {
    this.level = level;
  }

  int level() {
    return level;
  }

  /** The clock that the inputs drive. */
  Clock clock() {
    return clock;
  }

  /** The clock of the stages added next: behind what outside services have not answered yet. */
  Clock lastClock() {
    return lastClock;
  }

  /** Says that a stage asks an outside service; the stages added next wait for its answers. */
  void asks(AsyncOperator operator) {
    asking.add(operator);
    lastClock = operator.clockBehind();
  }

  /** Hands on what outside services have answered; whether there was anything. */
  boolean poll() {
    boolean any = false;
    for (AsyncOperator operator : asking) {
      any |= operator.poll();
    }
    return any;
  }

  /** Whether an outside service has not answered yet. */
  boolean waits() {
    return asking.stream().anyMatch(AsyncOperator::waits);
  }

  TimeStep step() {
    return step;
  }

  /** In plan order. */
  List<Operator> operators() {
    return operators;
  }

  void add(Operator operator) {
    operators.add(operator);
    if (operator instanceof CombineOperator combine) {
      combining.add(combine);
    }
  }

  void add(RouteSender sender) {
    senders.add(sender);
  }

  /** Adds a model whose samples and labels come from this chain. */
  void add(ModelStage model) {
    models.add(model);
  }

  /** Adds what comes from another worker, or from another chain of this one. */
  void add(Route route, Head head) {
    incoming.add(route);
    heads.add(head);
  }

  /** Closes the list of inputs; before the first record. */
  void open(
      List<? extends Head> aligned, List<? extends Head> live, long disorder, boolean allAligned) {
    List<Head> inOrder = new ArrayList<>(aligned);
    List<Head> asTheyCome = new ArrayList<>(live);
    (allAligned ? inOrder : asTheyCome).addAll(heads);
    input = new ChainInput(inOrder, asTheyCome, disorder, step, clock);
  }

  ChainInput input() {
    return input;
  }

  ChainTimes times() {
    return times;
  }

  /** How full the fullest queue before the chain is, 0 to 1. Any thread. */
  double queueFill() {
    double fullest = 0;
    for (Route route : incoming) {
      fullest = Math.max(fullest, route.fill());
    }
    return fullest;
  }

  boolean hasQueue() {
    return !incoming.isEmpty();
  }

  /** Sends what waits for its batch to fill, and the time, as far as there is room. */
  void flush() {
    for (RouteSender sender : senders) {
      sender.flush(lastClock.now(), quiet());
    }
  }

  /** Whether the chain has nothing to say of the time: its receivers then go on without it. */
  private boolean quiet() {
    return input.idle() && !waits() && combining.stream().allMatch(CombineOperator::settled);
  }

  /** Sends what is aggregated so far, once nothing more comes; not while a stage waits for room. */
  void settleIdle() {
    if (!combining.isEmpty() && input.idle()) {
      combining.forEach(CombineOperator::settle);
    }
  }

  /** Moves the clock to where the clocks of this level are at all workers, at a cut. */
  void agree() {
    if (level > 0) {
      clock.advance(input.agreedWatermark());
    }
  }

  /** Sends everything, then a snapshot's marker. */
  void mark(long snapshot) {
    for (RouteSender sender : senders) {
      sender.mark(lastClock.now(), input.idle(), snapshot);
    }
    models.forEach(model -> model.mark(snapshot));
  }

  /**
   * Sends everything; nothing goes out any more.
   *
   * @param saving whether the replicas save their last state
   */
  void end(boolean saving) {
    senders.forEach(sender -> sender.end(lastClock.now()));
    for (ModelStage model : models) {
      if (saving) {
        model.mark(Snapshots.FINAL);
      }
      model.end();
    }
    done = true;
  }

  boolean done() {
    return done;
  }
}
