package org.tensair.engine;

import java.util.Collection;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.tensair.api.ExecutionFailedException;
import org.tensair.engine.operator.SinkOperator;
import org.tensair.engine.replica.ModelStage;
import org.tensair.engine.source.Sources;

/**
 * Runs all operators of a pipeline. Before it: the source threads; beside it: the replicas.
 *
 * <pre>{@code
 * open the sinks
 * while (not everything went through) {
 *   process some of what the sources have read, time step by time step
 *   hand on what the replicas have emitted
 *   nothing to do: send partial batches to the replicas, and park
 * }
 * end the replicas' inputs; hand on their outputs until they have returned
 * flush the sinks
 * }</pre>
 *
 * <p>It blocks in the sinks, in its park, and while a replica's queue is full; then it keeps
 * handing on what the replicas emit ({@link #whileBlocked}), so that they never wait for each
 * other. Outputs only reach stages that no source reaches, so no operator is entered twice.
 */
final class Worker implements Runnable {

  /** New records and a half full output queue wake the worker; other outputs wait for so long. */
  private static final long PARK_NANOS = 1_000_000;

  /** The same once nothing has come for a while. */
  private static final long IDLE_PARK_NANOS = 100_000_000;

  private static final int PARKS_UNTIL_IDLE = 100;

  /** How old a partial batch of a live pipeline may get. */
  private static final long FLUSH_NANOS = 300_000;

  private final Sources sources;
  private final Collection<SinkOperator> sinks;
  private final Collection<ModelStage> models;
  private final RunControl control;
  private final AtomicLong eventTime = new AtomicLong(Long.MIN_VALUE);
  private long lastFlush;
  private int idleParks;

  Worker(
      Sources sources,
      Collection<SinkOperator> sinks,
      Collection<ModelStage> models,
      RunControl control) {
    this.sources = sources;
    this.sinks = sinks;
    this.models = models;
    this.control = control;
  }

  @Override
  public void run() {
    try {
      sinks.forEach(SinkOperator::open);
      while (!sources.ended()) {
        control.check();
        turn();
      }
      models.forEach(ModelStage::end);
      while (!models.stream().allMatch(ModelStage::finished)) {
        whileBlocked();
      }
      drain();
      control.check();
      sinks.forEach(SinkOperator::flush);
    } catch (ExecutionFailedException failure) {
      control.fail(failure);
    } catch (CancellationException givenUp) {
      // The state says why.
    } catch (Throwable fault) {
      // User functions are named by their stages: this is the engine's own, or memory has run out.
      control.fail(new ExecutionFailedException("worker", "running the stages: " + fault, fault));
    }
  }

  private void turn() {
    boolean more = sources.process();
    eventTime.lazySet(sources.eventTime());
    more |= drain();
    if (!more) {
      models.forEach(ModelStage::flush);
      park();
    } else {
      idleParks = 0;
      flushOldBatches();
    }
  }

  private void flushOldBatches() {
    if (!sources.bounded()) {
      long now = System.nanoTime();
      if (now - lastFlush > FLUSH_NANOS) {
        lastFlush = now;
        models.forEach(ModelStage::flush);
      }
    }
  }

  private void park() {
    control.hurryReaders();
    idleParks++;
    LockSupport.parkNanos(this, idleParks < PARKS_UNTIL_IDLE ? PARK_NANOS : IDLE_PARK_NANOS);
  }

  /** Hands on what the replicas have emitted, or parks for a moment; throws to give up. */
  void whileBlocked() {
    control.check();
    if (!drain()) {
      LockSupport.parkNanos(this, PARK_NANOS);
    }
  }

  private boolean drain() {
    boolean any = false;
    for (ModelStage model : models) {
      any |= model.drain();
    }
    return any;
  }

  /** The event time reached, for metrics; {@code Long.MIN_VALUE} before the first record. */
  long eventTime() {
    return eventTime.get();
  }
}
