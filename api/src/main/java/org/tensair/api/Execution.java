package org.tensair.api;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** A running pipeline. All methods may be called from any thread. */
public interface Execution extends AutoCloseable {

  /** The pipeline's name. */
  String pipeline();

  /**
   * Waits until all bounded sources have ended, or the pipeline was stopped, and everything read
   * has gone through.
   *
   * @throws ExecutionFailedException if a stage failed; names the stage and the cause
   */
  void await() throws InterruptedException;

  /**
   * Waits at most {@code timeout}.
   *
   * @return whether the pipeline has ended
   * @throws ExecutionFailedException if a stage failed
   */
  boolean await(Duration timeout) throws InterruptedException;

  /** Asks the pipeline to stop reading and to finish what it has read; returns at once. */
  void stop();

  /** Stops without finishing what has been read, waiting at most 5 seconds for the threads. */
  @Override
  void close();

  /**
   * Asks for a snapshot now. Completes with its number once it is durable, or exceptionally with
   * the reason why there is none; the run goes on in either case.
   *
   * @throws IllegalStateException if the run has no {@link RunOptions#snapshots}
   */
  CompletionStage<Long> snapshot();

  /** Numbers by name, see {@link MetricNames}. A consistent-enough view, cheap to call often. */
  Map<String, Double> metrics();

  /**
   * What the model operators have achieved so far, by stage name; cheap enough for ten a second.
   */
  Map<String, LearningResult> learning();
}
