package org.tensair.learning;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.tensair.api.LearnOptions;
import org.tensair.api.LearningState;
import org.tensair.api.Step;
import org.tensair.api.spi.ModelReplica;
import org.tensair.exchange.BatchScore;
import org.tensair.exchange.Cut;
import org.tensair.exchange.Exchange;
import org.tensair.exchange.Frame;
import org.tensair.exchange.StalenessCounter;
import org.tensair.exchange.Verdict;
import org.tensair.learning.ReplicaState.HeldBack;
import org.tensair.learning.ReplicaState.Labelled;

/**
 * One replica of the model operator: predicts samples, joins their labels, scores the predictions,
 * trains, and exchanges what it learns with its peers. Comes after the runtime's routing by key;
 * what it emits goes to sinks and metrics.
 *
 * <p>One thread does all of it. It blocks in two places only: in {@link ReplicaOutput} on
 * back-pressure, and parked, when it has nothing to do or its peers lag, for at most {@value
 * #PARK_MILLIS} ms at a time.
 *
 * @param <T> samples
 * @param <L> labels
 */
public final class Replica<T, L> implements Runnable {

  private static final long PARK_MILLIS = 10;
  private static final Duration REPORT_EVERY = Duration.ofMillis(200);

  private final int rank;
  private final boolean bounded;
  private final long maxBatchAge;
  private final long reachPeersWithin;
  private final ReplicaInput input;
  private final ReplicaOutput<T> output;
  private final ModelReplica model;
  private final Exchange exchange;
  private final Divergence divergence;

  private final Parts<T, L> parts;
  private final Weights weights;
  private final ScalerStatistics statistics;
  private final PendingRows pending;
  private final LabelledRows batch;
  private final Intake<T, L> intake;
  private final Predictor<T> predictor;
  private final Scorer scorer;
  private final Trainer trainer;
  private final ModelMonitor monitor;
  private final LifeCycle life;
  private final HeldBackFrames heldBack;

  private volatile @Nullable Thread thread;
  private volatile ReplicaReport report;
  private long reportedAt;
  private long reachedPeersAt = System.nanoTime();
  private boolean idle;
  private boolean ended;
  private long eventTime = Long.MIN_VALUE;
  private long newestIndex;
  private boolean refillsAtOnce;
  private long refillAge;
  private long steps;
  private long stalenessCount;
  private long stalenessSum;

  Replica(
      String stage,
      int rank,
      LearnOptions<T, L> options,
      boolean bounded,
      ModelReplica model,
      Exchange exchange,
      Divergence divergence,
      ReplicaInput input,
      ReplicaOutput<T> output,
      @Nullable StartingPoint start) {
    this.rank = rank;
    this.bounded = bounded;
    this.input = input;
    this.output = output;
    this.model = model;
    this.exchange = exchange;
    this.divergence = divergence;
    reachPeersWithin = options.peerDeadline().toNanos() / 4;
    maxBatchAge = options.maxBatchAge().toMillis();
    parts = new Parts<>(stage, rank, options, model, exchange, output);
    weights = parts.weights;
    statistics = parts.statistics;
    pending = parts.pending;
    batch = parts.batch;
    intake = parts.intake;
    predictor = parts.predictor;
    scorer = parts.scorer;
    trainer = parts.trainer;
    monitor = parts.monitor;
    life = parts.life;
    heldBack = parts.heldBack;
    if (start != null) {
      parts.restore(start);
      eventTime = start.eventTime();
      steps = start.steps();
      refillAge = start.batchAge();
      refillsAtOnce = start.sameNumber();
      stalenessSincePreviousStep();
    }
    report = parts.report();
  }

  /**
   * Runs until the input has ended and nothing is in flight between the replicas; returns early if
   * the thread is interrupted. Called once, by a thread that runs nothing else.
   *
   * @throws RuntimeException if an encoder or the model fails
   */
  @Override
  public void run() {
    thread = Thread.currentThread();
    exchange.onArrival(this::wakeUp);
    if (refillsAtOnce) {
      refill(Long.MAX_VALUE);
    }
    while (!exchange.atRest() && !interrupted()) {
      EventBatch events = input.poll();
      idle = events == null;
      if (events != null) {
        take(events);
        input.recycle(events);
      } else if (!ended && input.ended()) {
        end();
      } else {
        idle();
      }
    }
    if (!interrupted()) {
      divergence.add(model.variables());
    }
    report = parts.report();
  }

  /**
   * Takes rows of the mini-batches that were being filled when the snapshot was cut, perhaps by
   * several replicas: those whose labels are older than {@code time}.
   */
  private void refill(long time) {
    long openedAt = now() - refillAge;
    Labelled row = parts.refill.peek();
    while (row != null && row.labelTime() < time) {
      intake.restore(parts.refill.remove(), openedAt);
      if (batch.full()) {
        step();
      }
      row = parts.refill.peek();
    }
  }

  private void take(EventBatch events) {
    for (int i = 0; i < events.size(); i++) {
      boolean late = events.time(i) < eventTime;
      reach(events.time(i));
      if (!events.isLabel(i)) {
        predictor.add(intake.sample(events, i, late));
        applyForFree();
        continue;
      }
      intake.label(events, i, now());
      if (batch.full()) {
        step();
      }
    }
    reach(events.watermark());
    applyForFree();
    if (events.marker() != 0) {
      cut(events.marker());
    }
  }

  /**
   * The cut of a snapshot: from here until all replicas have met their markers, and nothing is in
   * flight between them, it applies but takes no input, trains, scores and decides nothing.
   */
  private void cut(long snapshot) {
    predictor.flush();
    applyArrived();
    // A peer on its way to its marker may wait for this replica, which does not move.
    exchange.acknowledgeHeldBack(Long.MAX_VALUE);
    try (Cut cut = exchange.cut(snapshot)) {
      applyFrames();
      while (cut.state() == Cut.State.WAITING && !interrupted()) {
        park();
        applyFrames();
      }
      if (cut.state() == Cut.State.COMPLETE) {
        output.snapshot(snapshot, parts.state(snapshot, cut, eventTime, now(), steps));
      } else {
        output.snapshotFailed(snapshot, cut.missing());
      }
    }
  }

  /**
   * Applies what has arrived if that costs no prediction of its own. While rows wait, it waits with
   * them: for a step, for so many rows that they are predicted, or until there is nothing to poll.
   */
  private void applyForFree() {
    if (predictor.isIdle()) {
      applyArrived();
    }
  }

  /** Event time moves on: labels become too late, and a mini-batch may become old. */
  private void reach(long time) {
    if (time > eventTime) {
      eventTime = time;
      intake.expire(time);
      if (!parts.refill.isEmpty()) {
        refill(time);
      }
    }
    if (batch.olderThan(maxBatchAge, now())) {
      step();
    }
  }

  /** One labelled mini-batch, from the predictions for it to what everyone learns from it. */
  private void step() {
    predictor.flush();
    applyArrived();
    while (exchange.peersLag() && !interrupted()) {
      park();
      applyArrived();
    }
    newestIndex = batch.newestIndex();
    actOnVerdicts();
    BatchScore score = scorer.score(batch);
    UpdatePayload learnt =
        life.state() == LearningState.TRAINING ? trainer.train(batch) : UpdatePayload.NOTHING;
    // A gradient also tells of the weights it was computed with, and so of all labels in them.
    long newestLabel = Math.max(batch.newestLabelTime(), weights.newestLabelTime());
    exchange.publish(learnt, 1, newestLabel, statistics.own(), List.of(score));
    learnt.release();
    batch.release(pending);
    takeScores();
    output.step(
        new Step(
            rank,
            ++steps,
            score.recordIndex(),
            score.newestLabelTime(),
            score.rows(),
            score.meanLoss(),
            !learnt.isEmpty(),
            life.state(),
            stalenessSincePreviousStep()));
    reportSometimes();
  }

  /**
   * Applies what peers sent, as far as event time allows; all waiting rows are predicted before.
   */
  private void applyArrived() {
    if (eventTime != Long.MIN_VALUE && !ended) {
      // Rows to come may still have this very event time, and are predicted before anyone trains
      // on a label that became known in the same instant.
      long passed = eventTime - 1;
      exchange.advanceTo(passed, batch.size() == 0 ? passed : batch.newestLabelTime());
      exchange.acknowledgeHeldBack(heldBackUpTo());
    }
    applyFrames();
    takeScores();
  }

  private void applyFrames() {
    long time = exchange.eventTime();
    for (HeldBack f = heldBack.poll(time); f != null; f = heldBack.poll(time)) {
      predictor.flush();
      trainer.apply(f);
    }
    for (Frame frame = exchange.next(); frame != null; frame = exchange.next()) {
      predictor.flush();
      trainer.apply(frame);
      double[] learnt = frame.statistics();
      if (learnt != null) {
        statistics.receive(frame.origin(), learnt);
      }
      exchange.applied(frame);
    }
  }

  /**
   * Peers ahead in event time wait for a replica that is getting there: staying together costs
   * nothing, and learning without each other does. They do not wait for one without input, or one
   * so far behind that it could be taken for dead.
   */
  private long heldBackUpTo() {
    long now = System.nanoTime();
    if (idle || now - reachedPeersAt > reachPeersWithin) {
      reachedPeersAt = now;
      return Long.MAX_VALUE;
    }
    return eventTime;
  }

  private void takeScores() {
    boolean leads = exchange.leads();
    for (BatchScore s = exchange.nextScore(); s != null; s = exchange.nextScore()) {
      Verdict verdict = monitor.take(s, leads);
      if (verdict != null && leads) {
        exchange.announce(verdict);
      }
    }
  }

  private void actOnVerdicts() {
    for (Verdict v = exchange.nextVerdict(); v != null; v = exchange.nextVerdict()) {
      life.act(v, newestIndex);
    }
  }

  private void idle() {
    if (!bounded) {
      predictor.flush();
      if (batch.olderThan(maxBatchAge, now())) {
        step();
      }
    }
    applyArrived();
    if (ended) {
      actOnVerdicts();
    }
    reportSometimes();
    if (!exchange.atRest()) {
      park();
    }
  }

  private void end() {
    predictor.flush();
    refill(Long.MAX_VALUE);
    if (batch.size() > 0) {
      step();
    }
    intake.end();
    ended = true;
    exchange.end();
  }

  /** By which the age of a mini-batch is counted: event time if a run is to be repeatable. */
  private long now() {
    return bounded ? eventTime : System.nanoTime() / 1_000_000;
  }

  private double stalenessSincePreviousStep() {
    StalenessCounter staleness = exchange.counters().staleness();
    long count = staleness.count();
    long sum = staleness.sum();
    double mean =
        count == stalenessCount ? 0 : (double) (sum - stalenessSum) / (count - stalenessCount);
    stalenessCount = count;
    stalenessSum = sum;
    return mean;
  }

  private void reportSometimes() {
    long now = System.nanoTime();
    if (now - reportedAt >= REPORT_EVERY.toNanos()) {
      reportedAt = now;
      report = parts.report();
    }
  }

  private void park() {
    LockSupport.parkNanos(this, PARK_MILLIS * 1_000_000);
  }

  private static boolean interrupted() {
    return Thread.currentThread().isInterrupted();
  }

  /** Tells the replica that its input has more to poll, or has ended. Any thread, never blocks. */
  public void wakeUp() {
    LockSupport.unpark(thread);
  }

  /** The newest mini-batches that were refused because a gradient was not finite. Any thread. */
  public List<RefusedBatch> refused() {
    return trainer.refused();
  }

  /** How often the replica has waited for peers that lag. Any thread. */
  long waits() {
    return exchange.counters().waits();
  }

  /** What was achieved a moment ago, at rest exactly. Any thread. */
  ReplicaReport report() {
    return report;
  }

  /** Releases what was sent and received. Called when {@link #run} has returned. */
  void close() {
    exchange.close();
  }
}
