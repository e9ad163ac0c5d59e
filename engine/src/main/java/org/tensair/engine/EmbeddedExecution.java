package org.tensair.engine;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tensair.api.Execution;
import org.tensair.api.ExecutionFailedException;
import org.tensair.api.LearningResult;
import org.tensair.api.RunOptions;
import org.tensair.api.plan.Plan;
import org.tensair.engine.operator.SinkOperator;
import org.tensair.engine.replica.ModelStage;

/**
 * A run in this process. Its threads: the workers, readers of their splits (one for all bounded
 * ones of a worker, one for each unbounded source), one for each replica, one that loads each
 * model, and one for snapshots.
 */
final class EmbeddedExecution implements Execution, ModelStage.Run {

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedExecution.class);

  /** How long {@link #close} waits, and how long threads may take to end after a failure. */
  private static final long CLOSE_MILLIS = 5_000;

  private final String pipeline;
  private final RunOptions options;
  private final Threads threads;
  private final RunControl control;
  private final Assembly assembly;
  private final List<Worker> workers;
  private final AtomicInteger working;
  private final CountDownLatch over = new CountDownLatch(1);

  EmbeddedExecution(Plan plan, RunOptions options) {
    this.pipeline = plan.name();
    this.options = options;
    threads = new Threads(pipeline);
    control = new RunControl(threads);
    assembly = new Assembly(plan, options, control, this);
    workers = assembly.workers();
    working = new AtomicInteger(options.scheduling() == null ? workers.size() : 1);
  }

  /** Without an overflow: what is too long is for ever. */
  private static long millis(Duration duration) {
    Duration most = Duration.ofMillis(Long.MAX_VALUE);
    return duration.compareTo(most) > 0 ? Long.MAX_VALUE : duration.toMillis();
  }

  /** Starts all threads. Models first: they take longest to load. */
  void start() {
    try {
      assembly.recoverSinks();
    } catch (ExecutionFailedException failure) {
      control.fail(failure);
    }
    models().values().forEach(ModelStage::start);
    List<Runnable> readers = assembly.readers(millis(options.maxSkew()));
    for (int i = 0; i < readers.size(); i++) {
      threads.start(RunControl.READER + i, readers.get(i));
    }
    if (assembly.snapshots() != null) {
      threads.start("snapshots", assembly.snapshots()::run);
    }
    Long seed = options.scheduling();
    if (seed != null) {
      threads.start("workers", () -> work(new Turns(workers, seed)::run));
      return;
    }
    for (Worker worker : workers) {
      String role = workers.size() == 1 ? "worker" : "worker-" + worker.number();
      threads.start(role, () -> work(() -> run(worker)));
    }
  }

  private void run(Worker worker) {
    worker.open();
    while (!worker.ended()) {
      worker.turn();
    }
  }

  private void work(Runnable run) {
    try {
      run.run();
    } catch (ExecutionFailedException failure) {
      control.fail(failure);
    } catch (CancellationException givenUp) {
      // The state says why.
    } catch (Throwable fault) {
      control.fail(Worker.fault(fault));
    } finally {
      if (working.decrementAndGet() == 0) {
        // An interrupt was meant for the work; what follows must not see it.
        Thread.interrupted();
        try {
          finish();
        } catch (Throwable fault) {
          control.fail(Worker.fault(fault));
        } finally {
          assembly.close();
          control.become(RunState.ENDED);
          over.countDown();
        }
      }
    }
  }

  /** The last worker, once all have ended. */
  private void finish() {
    try {
      if (control.cancelled()) {
        assembly.abandonSnapshots();
      } else {
        assembly.commitLast();
      }
    } catch (ExecutionFailedException failure) {
      control.fail(failure);
    }
    for (SinkOperator sink : assembly.sinks()) {
      try {
        sink.close();
      } catch (ExecutionFailedException failure) {
        control.fail(failure);
      }
    }
    assembly.closeSplits();
    // Whatever a reader is still waiting for, nobody takes any more.
    threads.interrupt(RunControl.READER);
    if (threads.join(CLOSE_MILLIS)) {
      models().values().forEach(ModelStage::close);
    } else {
      LOG.warn("Pipeline \"{}\": some threads did not end; what they use stays open.", pipeline);
    }
  }

  private Map<String, ModelStage> models() {
    return assembly.models();
  }

  @Override
  public String pipeline() {
    return pipeline;
  }

  @Override
  public void await() throws InterruptedException {
    over.await();
    throwFailure();
  }

  @Override
  public boolean await(Duration timeout) throws InterruptedException {
    boolean ended = over.await(millis(timeout), TimeUnit.MILLISECONDS);
    if (ended) {
      throwFailure();
    }
    return ended;
  }

  private void throwFailure() {
    ExecutionFailedException failure = control.failure();
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public void stop() {
    Snapshots snapshots = assembly.snapshots();
    if (snapshots == null) {
      control.become(RunState.STOPPING);
    } else {
      // The readers are stopped once all workers have cut: a run is restored from one event time.
      control.stopsAtCut();
      snapshots.stopAtCut();
    }
  }

  @Override
  public void close() {
    control.become(RunState.CLOSED);
    try {
      if (!over.await(CLOSE_MILLIS, TimeUnit.MILLISECONDS)) {
        LOG.warn("Pipeline \"{}\": not closed after {} ms.", pipeline, CLOSE_MILLIS);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public CompletionStage<Long> snapshot() {
    Snapshots snapshots = assembly.snapshots();
    if (snapshots == null) {
      throw new IllegalStateException(
          "Pipeline \""
              + pipeline
              + "\": found a run without snapshots, required RunOptions.snapshots(...).");
    }
    return snapshots.ask();
  }

  @Override
  public Map<String, Double> metrics() {
    return new RunMetrics(assembly).read();
  }

  @Override
  public Map<String, LearningResult> learning() {
    Map<String, LearningResult> results = new LinkedHashMap<>();
    models()
        .forEach(
            (stage, model) -> {
              LearningResult result = model.result();
              if (result != null) {
                results.put(stage, result);
              }
            });
    return results;
  }

  @Override
  public void wakeWorker() {
    workers.get(0).wake();
  }

  @Override
  public void startThread(String role, Runnable work) {
    threads.start(role, work);
  }

  @Override
  public void fail(ExecutionFailedException failure) {
    control.fail(failure);
  }

  @Override
  public boolean cancelled() {
    return control.cancelled();
  }
}
