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
