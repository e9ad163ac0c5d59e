package org.tensair.engine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tensair.api.ExecutionFailedException;
import org.tensair.api.PlanException;
import org.tensair.api.RunOptions;
import org.tensair.api.SnapshotOptions;
import org.tensair.api.plan.Plan;
import org.tensair.api.plan.Stage;
import org.tensair.engine.operator.Operator;
import org.tensair.engine.operator.SinkOperator;
import org.tensair.engine.replica.ModelStage;
import org.tensair.engine.snapshot.Snapshot;
import org.tensair.engine.snapshot.SnapshotException;
import org.tensair.engine.snapshot.SnapshotRules;
import org.tensair.engine.snapshot.SnapshotStore;
import org.tensair.engine.source.Readers;
import org.tensair.engine.source.Skew;
import org.tensair.engine.source.SplitId;

/** All parts of a run, put together: workers, their graphs and readers, snapshots. */
final class Assembly {

  private static final Logger LOG = LoggerFactory.getLogger(Assembly.class);

  private final Plan plan;
  private final RunControl control;
  private final StageSerializers serializers;
  private final List<Worker> workers = new ArrayList<>();
  private final List<Graph> graphs = new ArrayList<>();
  private final List<Readers> readers = new ArrayList<>();
  private final @Nullable SnapshotStore store;
  private final @Nullable Snapshots snapshots;
  private @Nullable Restored restored;
  private final boolean counting;
  private final AtomicInteger firstChains;

  /**
   * @throws PlanException if the snapshot to start from does not fit the plan, or cannot be read
   */
  Assembly(Plan plan, RunOptions options, RunControl control, ModelStage.Run run) {
    this.plan = plan;
    this.control = control;
    this.counting = options.metrics();
    this.firstChains = new AtomicInteger(options.workers());
    Layout layout = new Layout(plan, options.workers());
    serializers = new StageSerializers(plan);
    SnapshotOptions keep = options.snapshots();
    if (keep == null) {
      store = null;
      restored = null;
      snapshots = null;
    } else {
      store = new SnapshotStore(keep.directory(), keep.retained());
      try {
        store.lock();
        warnOfCountedNames();
        restored = restore(store, keep);
        snapshots =
            new Snapshots(
                plan,
                keep,
                store,
                options.workers(),
                store.nextId(),
                layout.aligned(),
                this::wakeAll,
                control::fail);
      } catch (IOException unreadable) {
        close();
        throw new PlanException(plan.name(), List.of(String.valueOf(unreadable.getMessage())));
      } catch (RuntimeException refused) {
        close();
        throw refused;
      }
    }
    try {
      assemble(layout, options, run);
    } catch (RuntimeException refused) {
      close();
      throw refused;
    }
  }

  private void warnOfCountedNames() {
    List<String> counted = SnapshotRules.countedNames(plan);
    if (!counted.isEmpty()) {
      LOG.warn(
          "Pipeline \"{}\": the stages {} have names that count stages, and snapshots find state"
              + " by name. Give them names with .named(\"...\"), so that it is found again when"
              + " the pipeline is changed.",
          plan.name(),
          String.join(", ", counted));
    }
  }

  private @Nullable Restored restore(SnapshotStore from, SnapshotOptions options)
      throws IOException {
    if (!options.restore()) {
      if (!from.list().isEmpty()) {
        LOG.warn(
            "Pipeline \"{}\": {} has snapshots of a run before; this one starts anew, and only the"
                + " newest {} stay. To go on from them, stop it and restore.",
            plan.name(),
            options.directory(),
            options.retained());
      }
      return null;
    }
    Snapshot newest = from.newest().orElse(null);
    if (newest == null) {
      LOG.info(
          "Pipeline \"{}\": no snapshot in {}, so it starts anew.",
          plan.name(),
          options.directory());
      return null;
    }
    refuseOlder(newest.id(), from, options);
    SnapshotRules.check(newest, plan, options.dropState())
        .forEach(notice -> LOG.info("Pipeline \"{}\": {}", plan.name(), notice));
    return new Restored(newest, serializers::of);
  }

  /** What transactional sinks have shown up to a snapshot that is damaged would come again. */
  private void refuseOlder(long newest, SnapshotStore from, SnapshotOptions options)
      throws IOException {
    List<Long> ids = from.list();
    long last = ids.get(ids.size() - 1);
    List<String> sinks =
        plan.stages().stream()
            .filter(stage -> stage instanceof Stage.Write to && to.sink().transactional())
            .map(stage -> "\"" + stage.name() + "\"")
            .toList();
    if (newest != last && !sinks.isEmpty()) {
      throw new SnapshotException(
          options.directory()
              + ": found snapshot "
              + last
              + " damaged, required it as it was written: the transactional sinks "
              + String.join(", ", sinks)
              + " may have shown what came up to it, and would show that again after a restore from "
              + newest
              + ". Bring its files back from a copy; or begin anew, with other directories for"
              + " snapshots and sinks.");
    }
  }

  private void assemble(Layout layout, RunOptions options, ModelStage.Run run) {
    int count = options.workers();
    Routes routes = new Routes(count, number -> workers.get(number).wake());
    boolean polled = options.scheduling() != null;
    long disorder = layout.disorder();
    for (int number = 0; number < count; number++) {
      int me = number;
      Graph graph =
          new Graph(
              plan,
              layout,
              number,
              options.metrics(),
              routes,
              level -> workers.get(me).whileFull(level),
              run);
      Readers read = new Readers(() -> workers.get(me).wake(), control::stopped, polled);
      share(graph, read, number, count);
      Chain first = graph.chains().get(0);
      first.open(read.aligned(), read.live(), read.disorder(), layout.aligned());
      for (Chain chain : graph.chains().subList(1, layout.levels())) {
        chain.open(List.of(), List.of(), disorder, layout.aligned());
      }
      Cutter cutter =
          new Cutter(
              number,
              snapshots,
              serializers::of,
              layout.aligned(),
              read,
              graph.outputs(),
              control::unread);
      graphs.add(graph);
      readers.add(read);
      workers.add(
          new Worker(
              number, count, !layout.aligned(), graph, control, cutter, this::firstChainEnded));
      expect(graph, number);
      restore(graph, layout, number);
    }
  }

  /** Gives a worker its splits: those of all sources go round the workers, one after the other. */
  private void share(Graph graph, Readers read, int worker, int count) {
    int[] next = {0};
    graph
        .sources()
        .forEach(
            (operator, source) -> {
              Map<Integer, Long> positions = new LinkedHashMap<>();
              for (int split = 0; split < source.splits(); split++) {
                if (next[0]++ % count == worker) {
                  SplitId id = new SplitId(operator.stage(), split);
                  positions.put(split, restored == null ? 0 : restored.position(id));
                }
              }
              read.add(source, operator, positions);
            });
  }

  private void expect(Graph graph, int worker) {
    if (snapshots != null) {
      for (Chain chain : graph.chains()) {
        snapshots.expect(Cutter.partOf(worker, chain.level()));
      }
      for (ModelStage model : graph.models().values()) {
        snapshots.expect(Cutter.outputsOf(model.stage()));
        for (int rank = 0; rank < model.count(); rank++) {
          snapshots.expect(Cutter.replicaOf(model.stage(), rank));
        }
      }
    }
  }

  private void restore(Graph graph, Layout layout, int worker) {
    if (restored == null) {
      return;
    }
    for (Chain chain : graph.chains()) {
      chain.clock().advance(restored.watermark(Cutter.stagesOf(chain)));
    }
    for (Map.Entry<Stage, Operator> each : graph.operators().entrySet()) {
      String stage = each.getKey().name();
      try {
        each.getValue().restore(restored.share(stage, worker, layout.workersOf(each.getKey())));
      } catch (Exception unreadable) {
        throw new PlanException(
            plan.name(),
            List.of(
                "Snapshot "
                    + restored.id()
                    + ", stage \""
                    + stage
                    + "\": "
                    + unreadable.getMessage()));
      }
    }
  }

  /** Nothing reads what the readers have read any more, once that holds for all workers. */
  private void firstChainEnded() {
    if (firstChains.decrementAndGet() == 0) {
      control.become(RunState.STOPPING);
    }
  }

  /** Before any record: what earlier runs have prepared is committed, what is not is removed. */
  void recoverSinks() {
    if (snapshots == null) {
      return;
    }
    for (SinkOperator sink : graphs.get(0).sinks()) {
      sink.open(0, workers.size());
      sink.recover(restored == null ? List.of() : restored.unkeyed(sink.stage()));
    }
    // Its bytes may be many, and all of them are in the stages by now.
    restored = null;
  }

  /**
   * Takes the last snapshot, once all workers have ended.
   *
   * @throws ExecutionFailedException if it cannot be had: what the sinks have prepared for it is
   *     not committed, and comes again when the run is restored
   */
  void commitLast() {
    if (snapshots == null) {
      return;
    }
    String why = snapshots.end();
    if (why != null) {
      throw new ExecutionFailedException(
          "snapshots", "taking the last one: " + why, new SnapshotException(why));
    }
    sinks().forEach(sink -> sink.commit(Snapshots.FINAL));
  }

  /** No further snapshot: the run was given up. */
  void abandonSnapshots() {
    if (snapshots != null) {
      snapshots.abandon();
    }
  }

  /** Closes the splits that workers read by themselves, once no worker does. */
  void closeSplits() {
    readers.forEach(each -> each.close(control::fail));
  }

  /** Gives the snapshots' directory back. */
  void close() {
    if (store != null) {
      try {
        store.close();
      } catch (IOException failure) {
        control.fail(
            new ExecutionFailedException("snapshots", "closing: " + failure.getMessage(), failure));
      }
    }
  }

  /** Whether stages and chains count. */
  boolean counting() {
    return counting;
  }

  List<Worker> workers() {
    return workers;
  }

  List<Graph> graphs() {
    return graphs;
  }

  @Nullable Snapshots snapshots() {
    return snapshots;
  }

  /** The model operators, by stage name. */
  Map<String, ModelStage> models() {
    return graphs.get(0).models();
  }

  List<SinkOperator> sinks() {
    List<SinkOperator> sinks = new ArrayList<>();
    graphs.forEach(graph -> sinks.addAll(graph.sinks()));
    return sinks;
  }

  /** The reader threads of all workers. */
  List<Runnable> readers(long maxSkew) {
    List<Runnable> threads = new ArrayList<>();
    Skew skew = new Skew(maxSkew);
    readers.forEach(each -> threads.addAll(each.threads(skew, control::fail)));
    return threads;
  }

  private void wakeAll() {
    workers.forEach(Worker::wake);
  }
}
