package org.tensair.engine;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tensair.api.ExecutionFailedException;
import org.tensair.api.StateSerializer;
import org.tensair.engine.keyed.CombineOperator;
import org.tensair.engine.operator.Operator;
import org.tensair.engine.operator.SinkOperator;
import org.tensair.engine.operator.StateWriter;
import org.tensair.engine.replica.ModelStage;
import org.tensair.engine.snapshot.Snapshot;
import org.tensair.engine.snapshot.SnapshotException;
import org.tensair.engine.source.Readers;
import org.tensair.engine.source.SplitId;

/**
 * One worker's part in snapshots: where it cuts, and what it saves there. Worker only.
 *
 * <p>Without snapshots it only ends the chains' time.
 */
final class Cutter implements ModelStage.Saver {

  private final int worker;
  private final @Nullable Snapshots snapshots;
  private final Function<String, Map<Class<?>, StateSerializer<?>>> serializers;
  private final boolean aligned;
  private final Readers readers;
  private final Map<String, List<Operator>> outputs;
  private final BooleanSupplier cutShort;
  private final Set<String> lastOutputs = new HashSet<>();
  private long answered;
  private long cut;
  private long committed;
  private long answeredAt;

  /**
   * @param snapshots of the run; null for none
   * @param serializers of a stage
   * @param aligned whether all workers cut at one event time
   * @param outputs the stages after each model
   * @param cutShort whether a read has blocked for so long after a stop that the readers were
   *     stopped: then what is unread may be of any time, and the clock stays where it is
   */
  Cutter(
      int worker,
      @Nullable Snapshots snapshots,
      Function<String, Map<Class<?>, StateSerializer<?>>> serializers,
      boolean aligned,
      Readers readers,
      Map<String, List<Operator>> outputs,
      BooleanSupplier cutShort) {
    this.cutShort = cutShort;
    this.worker = worker;
    this.snapshots = snapshots;
    this.serializers = serializers;
    this.aligned = aligned;
    this.readers = readers;
    this.outputs = outputs;
    this.cut = snapshots == null ? 0 : snapshots.first() - 1;
  }

  /** The name of a chain's part. */
  static String partOf(int worker, int level) {
    return "worker " + worker + ", chain " + level;
  }

  /**
   * Says how far the first chain is, when a snapshot has begun, and holds it there; then at the
   * time of the cut. Also while the chain waits for room: others may need to go on to where it is
   * before there is any.
   */
  void answer(Chain first) {
    if (snapshots == null || !aligned || first.done()) {
      return;
    }
    // In this order: a snapshot that is no longer running cannot be decided any more.
    long running = snapshots.running();
    Map.Entry<Long, Long> decided = snapshots.decidedAfter(cut);
    if (running != 0 && running != answered) {
      answered = running;
      answeredAt = first.input().reached();
      snapshots.reached(worker, running, answeredAt);
    }
    if (decided != null) {
      first.input().holdAfter(decided.getValue());
    } else {
      boolean waits = running != 0 && running > cut;
      first.input().holdAfter(waits ? answeredAt : Long.MAX_VALUE);
    }
  }

  /**
   * The snapshot for which the first chain has come to the cut, after {@link #answer}; 0 for none.
   * Where it was given up meanwhile, only its marker is to be sent.
   */
  long toCut(Chain first) {
    if (snapshots == null || first.done()) {
      return 0;
    }
    Map.Entry<Long, Long> decided = snapshots.decidedAfter(cut);
    if (decided == null) {
      return 0;
    }
    if (aligned) {
      long cutTime = decided.getValue();
      first.input().holdAfter(cutTime);
      boolean unread = cutShort.getAsBoolean();
      if (unread) {
        first.input().holdTime();
      }
      if (!first.input().reachedHold()) {
        return 0;
      }
      if (!unread) {
        // All steps up to the cut are done, also where the next record is far behind it.
        first.clock().advance(first.input().heldWatermark(cutTime));
      }
    } else if (first.input().inStep()) {
      return 0;
    }
    cut = decided.getKey();
    return cut;
  }

  /** Whether a snapshot is still being taken. */
  boolean takes(long snapshot) {
    return snapshots != null && snapshots.running() == snapshot;
  }

  /** Whether the run ends at the cut of a snapshot. */
  boolean endsAt(long snapshot) {
    return snapshots != null && snapshots.endsAt(snapshot);
  }

  /** Whether a chain of sources that were stopped unread still has to be cut. */
  boolean willCut(Chain chain) {
    return chain.level() == 0
        && cutShort.getAsBoolean()
        && snapshots != null
        && snapshots.stopping();
  }

  /** Saves what a chain's stages hold. */
  void save(Chain chain, long snapshot) {
    chain.agree();
    for (Operator operator : chain.operators()) {
      operator.settle();
    }
    if (snapshots == null) {
      return;
    }
    Map<SplitId, Long> positions = chain.level() == 0 ? readers.positions() : Map.of();
    Map<String, List<Snapshot.Section>> state = state(snapshots, chain.operators(), snapshot);
    if (state != null) {
      long newest = chain.input().newest();
      Part part = new Part(state, positions, chain.clock().now(), newest, stagesOf(chain));
      snapshots.part(partOf(worker, chain.level()), snapshot, part);
    }
  }

  /** A combiner has its stage's name, but not its time. */
  static Set<String> stagesOf(Chain chain) {
    return chain.operators().stream()
        .filter(operator -> !(operator instanceof CombineOperator))
        .map(Operator::stage)
        .collect(Collectors.toSet());
  }

  /** What stages hold; null if some of it cannot be saved, which ends the snapshot only. */
  private @Nullable Map<String, List<Snapshot.Section>> state(
      Snapshots to, Collection<Operator> operators, long snapshot) {
    Map<String, List<Snapshot.Section>> state = new LinkedHashMap<>();
    for (Operator operator : operators) {
      SectionWriter writer = new SectionWriter(snapshot, serializers.apply(operator.stage()));
      try {
        operator.save(writer);
      } catch (ExecutionFailedException failure) {
        throw failure;
      } catch (Exception unsaved) {
        to.fail(
            "Stage \"" + operator.stage() + "\"", snapshot, String.valueOf(unsaved.getMessage()));
        return null;
      }
      if (!writer.sections().isEmpty()) {
        state.put(operator.stage(), writer.sections());
      }
    }
    return state;
  }

  @Override
  public void outputs(String model, long snapshot) {
    // At the end of all input the replicas train once more, on what is left: see outputsAtEnd.
    if (snapshots != null && (snapshot != Snapshots.FINAL || snapshots.stopping())) {
      if (snapshot == Snapshots.FINAL) {
        lastOutputs.add(model);
      }
      saveOutputs(snapshots, model, snapshot);
    }
  }

  /** Saves what the stages after a model hold, once its replicas have returned. */
  void outputsAtEnd(String model) {
    if (snapshots != null && lastOutputs.add(model)) {
      saveOutputs(snapshots, model, Snapshots.FINAL);
    }
  }

  private void saveOutputs(Snapshots to, String model, long snapshot) {
    Map<String, List<Snapshot.Section>> state =
        state(to, outputs.getOrDefault(model, List.of()), snapshot);
    if (state != null) {
      to.part(outputsOf(model), snapshot, Part.without(state));
    }
  }

  @Override
  public void replica(String model, int rank, long snapshot, Object held) {
    if (snapshots != null) {
      SectionWriter writer = new SectionWriter(snapshot, serializers.apply(model));
      try {
        writer.group(StateWriter.NO_KEY).writeValue(held);
      } catch (SnapshotException unsaved) {
        failed(model, snapshot, String.valueOf(unsaved.getMessage()));
        return;
      }
      Part part = Part.without(Map.of(model, writer.sections()));
      snapshots.part(replicaOf(model, rank), snapshot, part);
    }
  }

  @Override
  public void failed(String model, long snapshot, String reason) {
    if (snapshots != null) {
      snapshots.fail("Stage \"" + model + "\"", snapshot, reason);
    }
  }

  /** The name of a replica's part. */
  static String replicaOf(String model, int rank) {
    return "replica " + rank + " of " + model;
  }

  /** The name of the part of the stages after a model. */
  static String outputsOf(String model) {
    return "outputs of " + model;
  }

  /** Ends a chain's time, if nothing will ever come, and saves the last of its state. */
  void end(Chain chain) {
    if (chain.level() == 0 && snapshots != null) {
      snapshots.reachedAtEnd(worker, chain.input().reached());
    }
    boolean early = snapshots != null && snapshots.stopping();
    if (!early) {
      chain.clock().advance(Long.MAX_VALUE);
    }
    save(chain, Snapshots.FINAL);
  }

  /** Whether the run keeps snapshots. */
  boolean active() {
    return snapshots != null;
  }

  /** Commits what the sinks have prepared for snapshots that are durable by now. */
  void commit(Collection<SinkOperator> sinks) {
    if (snapshots != null && snapshots.committed() != committed) {
      committed = snapshots.committed();
      for (SinkOperator sink : sinks) {
        sink.commit(committed);
      }
    }
  }
}
