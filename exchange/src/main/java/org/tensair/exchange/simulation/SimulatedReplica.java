package org.tensair.exchange.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tensair.exchange.BatchScore;
import org.tensair.exchange.Cut;
import org.tensair.exchange.Exchange;
import org.tensair.exchange.Frame;
import org.tensair.exchange.Verdict;

/**
 * A replica in virtual time: the real exchange, with a ledger for a model and a counter for a
 * detector. {@link #step} is one turn of a replica's loop.
 */
final class SimulatedReplica {
  private static final String TRAINING = "training";
  private static final String PREDICTING = "predicting";

  private final int rank;
  private final Exchange exchange;
  private final Share share;
  private final Scenario scenario;
  private final SplittableRandom random;
  private final Ledger ledger;
  private final Consumer<Consumer<Invariant>> invariants;
  private final List<Integer> batch = new ArrayList<>();
  private final List<BatchScore> scores = new ArrayList<>();
  private final List<Verdict> verdicts = new ArrayList<>();
  private long batchLabelTime;
  private double unsentRows;
  private boolean training = true;
  private boolean waiting;
  private long waitingSince;
  private @Nullable Cut cut;
  private long marker;

  /**
   * A replica.
   *
   * @param invariants passes each thing that happens to all invariants
   */
  SimulatedReplica(
      int rank,
      Exchange exchange,
      Share share,
      Scenario scenario,
      SplittableRandom random,
      Consumer<Consumer<Invariant>> invariants) {
    this.rank = rank;
    this.exchange = exchange;
    this.share = share;
    this.scenario = scenario;
    this.random = random;
    this.ledger = new Ledger(scenario.rows());
    this.invariants = invariants;
  }

  int rank() {
    return rank;
  }

  Exchange exchange() {
    return exchange;
  }

  Ledger ledger() {
    return ledger;
  }

  /** The scores of all replicas as this one saw them. */
  List<BatchScore> scores() {
    return scores;
  }

  /** The verdicts as this replica saw them. */
  List<Verdict> verdicts() {
    return verdicts;
  }

  /**
   * One turn of the loop, at virtual time {@code now}.
   *
   * @return false if there was nothing to do but to wait
   */
  boolean step(long now) {
    if (cut != null) {
      return goOnWith(cut);
    }
    long watermark = share.watermark();
    exchange.advanceTo(watermark, batch.isEmpty() ? watermark : batchLabelTime);
    applyWhatPeersSent();
    for (Verdict v = exchange.nextVerdict(); v != null; v = exchange.nextVerdict()) {
      verdicts.add(v);
      training = v.state().equals(TRAINING);
    }
    for (BatchScore s = exchange.nextScore(); s != null; s = exchange.nextScore()) {
      scores.add(s);
      detect(s);
    }
    if (mustWait(now)) {
      return false;
    }
    if (!share.isEmpty()) {
      take(share.take());
    } else if (!batch.isEmpty()) {
      finishBatch();
    } else {
      sendUnsentRows();
      exchange.end();
      return false;
    }
    return true;
  }

  /** Whether it could go, and misses nobody. */
  boolean isAtRest() {
    return exchange.atRest() && exchange.counters().suspected() == 0;
  }

  /** A pause of the replica itself is no wait for its peers. */
  void resume() {
    waiting = false;
  }

  private void applyWhatPeersSent() {
    for (Frame frame = exchange.next(); frame != null; frame = exchange.next()) {
      if (frame.payload() instanceof LedgerUpdate update) {
        ledger.apply(update);
      }
      if (frame.statistics() != null) {
        ledger.count(frame.statistics()[0]);
      }
      Frame given = frame;
      invariants.accept(invariant -> invariant.applied(this, given));
      exchange.applied(frame);
    }
  }

  private void take(Share.Event event) {
    if (event.marker() == 0) {
      meet(event);
    } else {
      marker = event.marker();
      invariants.accept(invariant -> invariant.cutBegins(this, marker));
      cut = exchange.cut(marker);
    }
  }

  /** Applies, but neither trains nor scores, until the cut is complete or has failed. */
  private boolean goOnWith(Cut open) {
    applyWhatPeersSent();
    if (open.state() == Cut.State.WAITING) {
      return false;
    }
    if (open.state() == Cut.State.COMPLETE) {
      invariants.accept(invariant -> invariant.cutCompletes(this, marker, open));
    }
    open.close();
    cut = null;
    return true;
  }

  private void detect(BatchScore score) {
    int period = scenario.scoresPerVerdict();
    if (period > 0 && scores.size() % period == 0 && exchange.leads()) {
      long number = verdicts.isEmpty() ? 1 : verdicts.get(verdicts.size() - 1).number() + 1;
      String state = training ? PREDICTING : TRAINING;
      exchange.announce(
          new Verdict(number, state, score.recordIndex(), score.newestLabelTime(), "period"));
    }
  }

  private boolean mustWait(long now) {
    boolean lag = exchange.peersLag();
    if (lag && !waiting) {
      waitingSince = now;
    }
    waiting = lag;
    if (lag) {
      invariants.accept(invariant -> invariant.waited(this, now - waitingSince));
    }
    return lag;
  }

  private void meet(Share.Event event) {
    if (!event.label()) {
      invariants.accept(invariant -> invariant.predicted(this, event.time()));
      ledger.count(1);
      unsentRows++;
      return;
    }
    batch.add(event.row());
    batchLabelTime = event.time();
    if (batch.size() == scenario.batchRows()) {
      finishBatch();
    }
  }

  private void finishBatch() {
    List<BatchScore> score =
        List.of(
            new BatchScore(
                rank, batch.size(), 1, 0, 0, batchLabelTime, batch.get(batch.size() - 1)));
    boolean finite = random.nextDouble() >= scenario.spoiltShare();
    LedgerUpdate update = new LedgerUpdate(batch, batchLabelTime, finite);
    double @Nullable [] statistics = takeStatistics();
    batch.clear();
    invariants.accept(invariant -> invariant.scored(this, score.get(0).recordIndex()));
    if (!training || refused(update, score)) {
      exchange.heartbeat(statistics, score);
    } else {
      invariants.accept(invariant -> invariant.trains(this, update));
      ledger.apply(update);
      exchange.publish(update, 1, batchLabelTime, statistics, score);
    }
    update.release();
  }

  /** What is not finite is offered all the same: the exchange must refuse it. */
  private boolean refused(LedgerUpdate update, List<BatchScore> score) {
    if (update.finite()) {
      return false;
    }
    try {
      exchange.publish(update, 1, batchLabelTime, null, score);
    } catch (IllegalArgumentException refusal) {
      return true;
    }
    return false;
  }

  private double @Nullable [] takeStatistics() {
    double rows = unsentRows;
    unsentRows = 0;
    return rows == 0 ? null : new double[] {rows};
  }

  private void sendUnsentRows() {
    double @Nullable [] statistics = takeStatistics();
    if (statistics != null) {
      exchange.heartbeat(statistics, List.of());
    }
  }
}
