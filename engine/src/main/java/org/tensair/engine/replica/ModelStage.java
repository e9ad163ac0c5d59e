package org.tensair.engine.replica;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.tensair.api.ExecutionFailedException;
import org.tensair.api.LearnOptions;
import org.tensair.api.LearningResult;
import org.tensair.engine.operator.LearnOperator;
import org.tensair.engine.operator.Operator;
import org.tensair.engine.operator.Reason;
import org.tensair.learning.ModelOperator;

/**
 * One model operator in a run: the model is loaded by a thread of its own while the sources start
 * and the queues fill; then each replica runs in its own thread until its input ends.
 */
public final class ModelStage {

  /** What a model stage needs of the run. */
  public interface Run {
    /** Unparks the worker. */
    void wakeWorker();

    /** Starts a thread with a role. */
    void startThread(String role, Runnable work);

    /** Is told that a stage has failed. */
    void fail(ExecutionFailedException failure);

    /** Whether the run ends without finishing. */
    boolean cancelled();
  }

  /** Takes what a model gives to snapshots. Worker only. */
  public interface Saver {
    /** What one replica held at the cut. */
    void replica(String stage, int rank, long snapshot, Object state);

    /** The replicas have all cut: everything that they had emitted has been handed on. */
    void outputs(String stage, long snapshot);

    /** There is no cut. */
    void failed(String stage, long snapshot, String reason);
  }

  private final String stage;
  private final LearnOptions<Object, Object> options;
  private final boolean bounded;
  private final Run run;
  private final List<ReplicaLink> links = new ArrayList<>();
  private final ReplicaRouter router;
  private final AtomicInteger unfinished = new AtomicInteger();
  private volatile @Nullable ModelOperator<Object, Object> operator;
  private volatile @Nullable LearningResult last;

  /**
   * @param bounded whether all input ends
   * @param predictions takes the predictions
   * @param steps takes the steps
   * @param eventTime that the samples' and labels' chain has reached
   * @param whileFull does something else while a replica's queue is full; throws to give up
   */
  public ModelStage(
      String stage,
      LearnOptions<Object, Object> options,
      boolean bounded,
      Operator predictions,
      Operator steps,
      LongSupplier eventTime,
      Runnable whileFull,
      Run run) {
    this.stage = stage;
    this.options = options;
    this.bounded = bounded;
    this.run = run;
    for (int rank = 0; rank < options.replicas(); rank++) {
      QueuedOutput output = new QueuedOutput(predictions, steps, !bounded, run::wakeWorker);
      links.add(new ReplicaLink(output, run::wakeWorker));
    }
    router = new ReplicaRouter(links, eventTime, whileFull);
  }

  /** The replicas, as the worker feeds them. */
  public LearnOperator.Replicas replicas() {
    return router;
  }

  /** Starts to load the model; returns at once. */
  public void start() {
    unfinished.set(links.size());
    run.startThread("model-" + stage, this::open);
  }

  private void open() {
    ModelOperator<Object, Object> opened;
    try {
      opened =
          ModelOperator.open(
              stage,
              options,
              bounded,
              links.stream().map(ReplicaLink::input).toList(),
              links.stream().map(ReplicaLink::output).toList(),
              router.takeRestored(),
              router::replicaOf);
    } catch (Throwable failure) {
      // In this order: a stage that has finished before it failed would end a run well.
      fail("opening the model: " + Reason.of(failure), failure);
      unfinished.set(0);
      run.wakeWorker();
      return;
    }
    operator = opened;
    for (int rank = 0; rank < links.size(); rank++) {
      int replica = rank;
      links.get(rank).connect(opened.replica(rank));
      run.startThread("replica-" + rank + "-" + stage, () -> train(opened, replica));
    }
  }

  private void train(ModelOperator<Object, Object> opened, int rank) {
    try {
      opened.replica(rank).run();
      if (!links.get(rank).input().ended() && !run.cancelled()) {
        IllegalStateException early =
            new IllegalStateException("It returned before its input had ended.");
        fail("replica " + rank + ": " + early.getMessage(), early);
      }
    } catch (Throwable failure) {
      fail("replica " + rank + ": " + Reason.of(failure), failure);
    } finally {
      unfinished.decrementAndGet();
      run.wakeWorker();
    }
  }

  private void fail(String doing, Throwable cause) {
    run.fail(new ExecutionFailedException(stage, doing, cause));
  }

  /** Sends what waits for its batch to fill. Worker only. */
  public void flush() {
    router.flush();
  }

  /**
   * Hands on what the replicas have emitted. Worker only.
   *
   * @param saver takes what comes for snapshots
   * @return whether there was anything
   */
  public boolean drain(Saver saver) {
    boolean any = false;
    boolean marked = true;
    for (ReplicaLink link : links) {
      any |= link.output().drain();
      marked &= link.output().mark() != null;
    }
    if (marked) {
      save(saver);
    }
    return any;
  }

  /** Hands on what all replicas have held at the same cut. */
  private void save(Saver saver) {
    long snapshot = 0;
    String reason = "";
    for (int rank = 0; rank < links.size(); rank++) {
      QueuedOutput output = links.get(rank).output();
      QueuedOutput.Mark mark = output.mark();
      output.pass();
      if (mark != null) {
        snapshot = mark.snapshot();
        if (mark.state() == null) {
          reason = "replica " + rank + ": " + mark.reason();
        } else {
          saver.replica(stage, rank, snapshot, mark.state());
        }
      }
    }
    if (reason.isEmpty()) {
      saver.outputs(stage, snapshot);
    } else {
      saver.failed(stage, snapshot, reason);
    }
  }

  /** Lets the replicas save what they hold, when they come to this point. Worker only. */
  public void mark(long snapshot) {
    router.mark(snapshot);
  }

  /** Sends the rest; nothing will follow. Worker only. */
  public void end() {
    router.flush();
    links.forEach(ReplicaLink::end);
  }

  /** The model operator's name. */
  public String stage() {
    return stage;
  }

  /** How many replicas there are. */
  public int count() {
    return links.size();
  }

  /** Whether all replicas have returned. */
  public boolean finished() {
    return unfinished.get() == 0;
  }

  /** What the model has achieved so far; null before it is loaded. Any thread. */
  public @Nullable LearningResult result() {
    LearningResult kept = last;
    ModelOperator<Object, Object> open = operator;
    return kept != null || open == null ? kept : open.result();
  }

  /** Frees the model; once the stage's threads have returned. */
  public void close() {
    ModelOperator<Object, Object> open = operator;
    if (open != null) {
      last = open.result();
      open.close();
    }
  }
}
