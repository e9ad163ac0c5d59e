package org.tensair.learning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensair.api.OnlineScaler;

/**
 * What the scalers of one replica have learnt, together with the other replicas.
 *
 * <p>Every frame and heartbeat carries all that its sender has learnt since its start, not the
 * change since the last one. The newest of each peer replaces the one before, so a lost, repeated
 * or merged message does no harm.
 */
final class ScalerStatistics {

  private final List<Scaler> scalers = new ArrayList<>();
  private final double[][] peers;
  private double[] own = new double[0];

  /**
   * @param replicas of the model, this one included
   */
  ScalerStatistics(int replicas) {
    peers = new double[replicas][];
    Arrays.fill(peers, new double[0]);
  }

  /** Adds columns; only before anything was learnt or received. */
  OnlineScaler scaler(String name, int width) {
    Scaler scaler = new Scaler(name, this, own.length / Moments.WIDTH, width);
    own = Arrays.copyOf(own, own.length + Moments.WIDTH * width);
    scalers.add(scaler);
    return scaler;
  }

  /** Learns {@code count} values of a column, see {@link Moments#add}. */
  void add(int column, double count, double from, double sum, double squares) {
    Moments.add(own, Moments.WIDTH * column, count, from, sum, squares);
  }

  /** Writes what all replicas have learnt of a column. */
  void ofAll(int column, double[] moments) {
    int at = Moments.WIDTH * column;
    System.arraycopy(own, at, moments, 0, Moments.WIDTH);
    for (double[] peer : peers) {
      if (peer.length == own.length) {
        Moments.merge(moments, 0, peer, at);
      }
    }
  }

  /** A copy of what this replica has learnt itself; null if there is no scaler, or no peer. */
  double @Nullable [] own() {
    if (peers.length == 1 || own.length == 0) {
      return null;
    }
    scalers.forEach(Scaler::learn);
    return own.clone();
  }

  /** What all scalers know. */
  ReplicaState.Scalers state() {
    return new ReplicaState.Scalers(
        own.clone(), List.of(peers), scalers.stream().map(Scaler::state).toList());
  }

  /** Goes on exactly where a replica of this rank, among as many, was. */
  void restore(ReplicaState.Scalers state) {
    require(state.own());
    own = state.own().clone();
    for (int rank = 0; rank < peers.length; rank++) {
      peers[rank] = state.peers().get(rank);
    }
    for (int i = 0; i < scalers.size(); i++) {
      scalers.get(i).restore(state.columns().get(i));
    }
  }

  /** Starts with what replicas have learnt that were more, or fewer, than there are now. */
  void restoreMerged(int rank, List<ReplicaState.Scalers> states) {
    double[] merged = new double[own.length];
    for (ReplicaState.Scalers state : states) {
      require(state.own());
      double[] learnt = state.own().clone();
      int at = 0;
      for (ReplicaState.Columns columns : state.columns()) {
        for (int i = 0; i < columns.means().length; i++, at += Moments.WIDTH) {
          double count = columns.counts()[i] - columns.learnt()[i];
          Moments.add(
              learnt, at, count, columns.means()[i], columns.sums()[i], columns.squares()[i]);
        }
      }
      for (at = 0; at < merged.length; at += Moments.WIDTH) {
        Moments.merge(merged, at, learnt, at);
      }
    }
    // All of it must be some replica's own, and no more than one's.
    if (rank == 0) {
      own = merged;
    } else {
      peers[0] = merged;
    }
  }

  private void require(double[] found) {
    if (found.length != own.length) {
      throw new IllegalArgumentException(
          "Scalers: found "
              + found.length / Moments.WIDTH
              + " columns in the snapshot, required "
              + own.length / Moments.WIDTH
              + "; start with the encoder that the snapshot was taken with, or without a snapshot.");
    }
  }

  /** Takes what another replica has learnt. */
  void receive(int rank, double[] statistics) {
    if (statistics.length != own.length) {
      throw new IllegalStateException(
          "Scalers: found "
              + statistics.length / Moments.WIDTH
              + " columns from replica "
              + rank
              + ", required "
              + own.length / Moments.WIDTH
              + ". All replicas must make the same scalers.");
    }
    peers[rank] = statistics;
    scalers.forEach(Scaler::refresh);
  }
}
