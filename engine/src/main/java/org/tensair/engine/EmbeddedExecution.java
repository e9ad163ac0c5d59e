package org.tensair.engine;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tensair.api.Execution;
import org.tensair.api.ExecutionFailedException;
import org.tensair.api.LearningResult;
import org.tensair.api.MetricNames;
import org.tensair.api.RunOptions;
import org.tensair.api.plan.Plan;
import org.tensair.engine.operator.Operator;
import org.tensair.engine.operator.SinkOperator;
import org.tensair.engine.replica.ModelStage;
import org.tensair.engine.source.Sources;

/**
 * A run in this process. Its threads: one worker for all operators, one reader for all bounded
 * splits, one for each unbounded source, one for each replica, and one that loads each model.
 */
final class EmbeddedExecution implements Execution, ModelStage.Run {

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedExecution.class);

  /** How long {@link #close} waits, and how long threads may take to end after a failure. */
  private static final long CLOSE_MILLIS = 5_000;

  private final String pipeline;
  private final long maxSkew;
  private final Threads threads;
  private final RunControl control;
  private final Graph graph;
  private final Sources sources;
  private final Worker worker;
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile @Nullable Thread workerThread;

  EmbeddedExecution(Plan plan, RunOptions options) {
    pipeline = plan.name();
    maxSkew = options.maxSkew().toMillis();
    threads = new Threads(pipeline);
    control = new RunControl(threads);
    graph = new Graph(plan, options, this);
    sources = new Sources(graph.sources(), graph.step(), this::wakeWorker);
    worker = new Worker(sources, graph.sinks(), graph.models().values(), control);
  }

  /** Starts all threads. Models first: they take longest to load. */
  void start() {
    graph.models().values().forEach(ModelStage::start);
    List<Runnable> readers = sources.readers(maxSkew, control::stopped, control::fail);
    for (int i = 0; i < readers.size(); i++) {
      threads.start(RunControl.READER + i, readers.get(i));
    }
    workerThread = threads.start("worker", this::work);
  }

  private void work() {
    try {
      worker.run();
    } finally {
      // An interrupt was meant for the work; what follows must not see it.
      Thread.interrupted();
      finish();
      over.countDown();
    }
  }

  private void finish() {
    for (SinkOperator sink : graph.sinks()) {
      try {
        sink.close();
      } catch (ExecutionFailedException failure) {
        control.fail(failure);
      }
    }
    if (threads.join(CLOSE_MILLIS)) {
      graph.models().values().forEach(ModelStage::close);
    } else {
      LOG.warn("Pipeline \"{}\": some threads did not end; what they use stays open.", pipeline);
    }
    control.become(RunState.ENDED);
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
    boolean ended = over.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
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
    control.become(RunState.STOPPING);
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
  public Map<String, Double> metrics() {
    Map<String, Double> metrics = new LinkedHashMap<>();
    for (Operator operator : graph.operators()) {
      operator.addMetrics(metrics);
    }
    if (worker.eventTime() != Long.MIN_VALUE) {
      metrics.put(MetricNames.EVENT_TIME, (double) worker.eventTime());
    }
    return metrics;
  }

  @Override
  public Map<String, LearningResult> learning() {
    Map<String, LearningResult> results = new LinkedHashMap<>();
    graph
        .models()
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
  public long eventTime() {
    return sources.eventTime();
  }

  @Override
  public void whileBlocked() {
    worker.whileBlocked();
  }

  @Override
  public void wakeWorker() {
    LockSupport.unpark(workerThread);
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
