package org.tensair.engine;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensair.api.ExecutionFailedException;
import org.tensair.api.StateSerializer;
import org.tensair.engine.operator.Operator;
import org.tensair.engine.operator.SinkOperator;
import org.tensair.engine.snapshot.Snapshot;
import org.tensair.engine.source.Readers;
import org.tensair.engine.source.SplitId;

/**
 * One worker's part in snapshots: where it cuts, and what it saves there. Worker only.
 *
 * <p>Without snapshots it only ends the chains' time.
 */
final class Cutter {

  private final int worker;
  private final @Nullable Snapshots snapshots;
  private final Map<Class<?>, StateSerializer<?>> serializers;
  private final boolean aligned;
  private final Readers readers;
  private final RunControl control;
  private long answered;
  private long cut;
  private long committed;
  private boolean holding;

  /**
   * @param snapshots of the run; null for none
   * @param aligned whether all workers cut at one event time
   */
  Cutter(
      int worker,
      @Nullable Snapshots snapshots,
      Map<Class<?>, StateSerializer<?>> serializers,
      boolean aligned,
      Readers readers,
      RunControl control) {
    this.worker = worker;
    this.snapshots = snapshots;
    this.serializers = serializers;
    this.aligned = aligned;
    this.readers = readers;
    this.control = control;
  }

  /** The name of a chain's part. */
  static String partOf(int worker, int level) {
    return "worker " + worker + ", chain " + level;
  }

  /**
   * Answers what the snapshots ask of the first chain: how far it is, to hold there, to go on.
   *
   * @return the snapshot for which it is to be cut now; 0 for none
   */
  long toCut(Chain first) {
    if (snapshots == null) {
      return 0;
    }
    long running = snapshots.running();
    if (holding && (running != answered || first.done())) {
      holding = false;
      first.input().holdAfter(Long.MAX_VALUE);
    }
    if (running == 0 || running == cut) {
      return 0;
    }
    if (!aligned) {
      cut = first.done() || first.input().inStep() ? cut : running;
      return cut == running ? running : 0;
    }
    if (running != answered) {
      answered = running;
      long reached = first.input().eventTime();
      holding = !first.done();
      first.input().holdAfter(reached);
      snapshots.reached(worker, running, reached);
    }
    long cutTime = snapshots.cutTime();
    if (!holding || cutTime == Snapshots.UNKNOWN) {
      return 0;
    }
    first.input().holdAfter(cutTime);
    if (!first.input().reachedHold()) {
      return 0;
    }
    // All steps up to the cut are done, also where the next record is far behind it.
    first.clock().advance(first.input().heldWatermark(cutTime));
    cut = running;
    return running;
  }

  /** Lets the first chain go on behind the cut. */
  void release(Chain first) {
    holding = false;
    first.input().holdAfter(Long.MAX_VALUE);
  }

  /** Saves what a chain's stages hold. */
  void save(Chain chain, long snapshot) {
    for (Operator operator : chain.operators()) {
      operator.settle();
    }
    if (snapshots == null) {
      return;
    }
    Map<SplitId, Long> positions = chain.level() == 0 ? readers.positions() : Map.of();
    save(
        snapshots,
        partOf(worker, chain.level()),
        snapshot,
        chain.operators(),
        positions,
        chain.clock().now());
  }

  private void save(
      Snapshots to,
      String part,
      long snapshot,
      Collection<Operator> operators,
      Map<SplitId, Long> positions,
      long watermark) {
    Map<String, List<Snapshot.Section>> state = new LinkedHashMap<>();
    for (Operator operator : operators) {
      SectionWriter writer = new SectionWriter(snapshot, serializers);
      try {
        operator.save(writer);
      } catch (ExecutionFailedException failure) {
        throw failure;
      } catch (Exception unsaved) {
        to.fail(
            "Stage \"" + operator.stage() + "\"", snapshot, String.valueOf(unsaved.getMessage()));
        return;
      }
      if (!writer.sections().isEmpty()) {
        state.put(operator.stage(), writer.sections());
      }
    }
    to.part(part, snapshot, new Part(state, positions, watermark));
  }

  /** Saves what the stages after a model hold. */
  void saveOutputs(String model, Collection<Operator> operators, long snapshot) {
    if (snapshots != null) {
      save(snapshots, outputsOf(model), snapshot, operators, Map.of(), Long.MAX_VALUE);
    }
  }

  /** The name of the part of the stages after a model. */
  static String outputsOf(String model) {
    return "outputs of " + model;
  }

  /** Ends a chain's time, if nothing will ever come, and saves the last of its state. */
  void end(Chain chain) {
    long reached = Math.min(chain.clock().now(), Math.max(chain.input().newest(), Long.MIN_VALUE));
    if (snapshots == null || !control.stopped()) {
      chain.clock().advance(Long.MAX_VALUE);
    }
    for (Operator operator : chain.operators()) {
      operator.settle();
    }
    if (snapshots != null) {
      if (chain.level() == 0 && aligned && answered != snapshots.running()) {
        answered = snapshots.running();
        snapshots.reached(worker, answered, chain.input().newest());
      }
      Map<SplitId, Long> positions = chain.level() == 0 ? readers.positions() : Map.of();
      save(
          snapshots,
          partOf(worker, chain.level()),
          Snapshots.FINAL,
          chain.operators(),
          positions,
          reached);
    }
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
