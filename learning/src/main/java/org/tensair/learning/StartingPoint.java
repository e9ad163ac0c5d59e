package org.tensair.learning;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.tensair.api.spi.ModelCard;
import org.tensair.exchange.BatchScore;

/**
 * What one replica starts from: its share of a snapshot that may be of more replicas, or of fewer.
 *
 * <p>All replicas take the weights, and what event time held back from them, of the replica whose
 * event time was the lowest, so that no row to come is predicted by a label of its future. Rows are
 * dealt out by their keys. What was counted is counted once: with another number of replicas the
 * first one goes on with all of it.
 */
final class StartingPoint {

  private final List<ReplicaState> states;
  private final int rank;
  private final boolean sameNumber;
  private final ToIntFunction<Object> replicaOf;

  /**
   * @param stage in errors
   * @param states of all replicas of one snapshot
   * @param replicas how many start
   * @param replicaOf the rank of the replica to which a key's samples and labels will come
   */
  StartingPoint(
      String stage,
      List<ReplicaState> states,
      int rank,
      int replicas,
      ToIntFunction<Object> replicaOf) {
    this.states = states.stream().sorted(Comparator.comparingInt(ReplicaState::rank)).toList();
    this.rank = rank;
    this.sameNumber = replicas == states.size();
    this.replicaOf = replicaOf;
    for (int i = 0; i < states.size(); i++) {
      ReplicaState state = this.states.get(i);
      if (state.rank() != i
          || state.replicas() != states.size()
          || state.snapshot() != states.get(0).snapshot()) {
        throw new IllegalArgumentException(
            "Stage \""
                + stage
                + "\": found the state of replica "
                + state.rank()
                + " of "
                + state.replicas()
                + " in snapshot "
                + state.snapshot()
                + ", required that of replica "
                + i
                + " of "
                + states.size()
                + " in snapshot "
                + states.get(0).snapshot()
                + "; start from all states of one snapshot.");
      }
    }
  }

  /** Whether as many replicas start as were in the snapshot. */
  boolean sameNumber() {
    return sameNumber;
  }

  /** The states of all replicas, by rank. */
  List<ReplicaState> all() {
    return states;
  }

  /** The state of the replica that this one is most like. */
  ReplicaState like() {
    return states.get(rank % states.size());
  }

  /** The states whose counts this replica goes on with. */
  List<ReplicaState> counted() {
    if (sameNumber) {
      return List.of(like());
    }
    return rank == 0 ? states : List.of();
  }

  private ReplicaState oldest() {
    return states.stream()
        .filter(state -> !state.shared().isEmpty())
        .min(Comparator.comparingLong(ReplicaState::eventTime))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Snapshot: found no weights, required those of one replica at least."));
  }

  /** Steps of this replica. */
  long steps() {
    return counted().stream().mapToLong(state -> state.counts().steps()).sum();
  }

  long eventTime() {
    return sameNumber ? like().eventTime() : oldest().eventTime();
  }

  /** The weights; what is held back from them is told by ranks that there are. */
  ReplicaState.Shared shared() {
    ReplicaState.Shared shared = oldest().shared().get(0);
    return new ReplicaState.Shared(
        shared.variables(),
        shared.version(),
        shared.newestLabelTime(),
        shared.heldBack().stream().map(this::inPresentRanks).toList());
  }

  /** With another number of replicas, what was trained counts as the first one's. */
  private ReplicaState.HeldBack inPresentRanks(ReplicaState.HeldBack f) {
    return sameNumber
        ? f
        : new ReplicaState.HeldBack(
            0, f.notBefore(), f.newestLabelTime(), f.miniBatches(), f.updates());
  }

  /** Mini-batches of peers in the weights. */
  long applied() {
    long applied = sum(states) - sum(counted());
    for (ReplicaState.HeldBack frame : shared().heldBack()) {
      applied -= frame.origin() == rank ? 0 : frame.miniBatches();
    }
    return applied;
  }

  private static long sum(List<ReplicaState> states) {
    return states.stream().mapToLong(state -> state.counts().trained()).sum();
  }

  /**
   * Variables of the replica's own. One more than there were keeps the random state it was made
   * with: no other has it.
   */
  List<ReplicaState.Variable> own(ModelCard card) {
    List<String> random =
        card.variables().stream()
            .filter(variable -> variable.role() == ModelCard.Role.LOCAL_STATE)
            .map(variable -> variable.tensor().name())
            .toList();
    return like().own().stream()
        .filter(variable -> rank < states.size() || !random.contains(variable.name()))
        .toList();
  }

  List<ReplicaState.Sample> pending() {
    return dealt(ReplicaState::pending, ReplicaState.Sample::key, ReplicaState.Sample::time);
  }

  List<ReplicaState.Labelled> batch() {
    return dealt(ReplicaState::batch, row -> row.sample().key(), ReplicaState.Labelled::labelTime);
  }

  /** The longest time for which one of them has been filling. */
  long batchAge() {
    return sameNumber
        ? like().batchAge()
        : states.stream().mapToLong(ReplicaState::batchAge).max().orElse(0);
  }

  /** Draws of a replica that there was not, or that was another, begin anew. */
  ReplicaState.Replay replay(long seed) {
    List<ReplicaState.ReplayRow> rows =
        dealt(state -> state.replay().rows(), ReplicaState.ReplayRow::key, row -> 0);
    return sameNumber
        ? new ReplicaState.Replay(like().replay().added(), like().replay().random(), rows)
        : new ReplicaState.Replay(rows.size(), seed + states.size() + rank, rows);
  }

  /** Rows whose key comes to this replica. Those of several replicas are brought into order. */
  private <R> List<R> dealt(
      Function<ReplicaState, List<R>> rows, Function<R, Object> key, ToLongFunction<R> time) {
    List<R> mine = new ArrayList<>();
    for (ReplicaState state : states) {
      for (R row : rows.apply(state)) {
        if (replicaOf.applyAsInt(key.apply(row)) == rank) {
          mine.add(row);
        }
      }
    }
    if (!sameNumber) {
      mine.sort(Comparator.comparingLong(time));
    }
    return mine;
  }

  /** The monitor of the leading replica, which every replica goes on with. */
  ReplicaState.Monitor monitor() {
    return states.get(0).monitor().get(0);
  }

  /** Scores that it has not taken, by the ranks that there are. */
  List<BatchScore> waitingScores(int replicas) {
    List<BatchScore> waiting = monitor().waitingScores();
    if (sameNumber) {
      return waiting;
    }
    return waiting.stream()
        .map(
            s ->
                new BatchScore(
                    s.replica() % replicas,
                    s.rows(),
                    s.meanLoss(),
                    s.correct(),
                    s.noChangeCorrect(),
                    s.newestLabelTime(),
                    s.recordIndex()))
        .sorted(Comparator.comparingLong(BatchScore::newestLabelTime))
        .toList();
  }
}
