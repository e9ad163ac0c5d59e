package org.tensair.learning;

import java.util.Arrays;
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

  private static final double LIMIT = 6;

  private final double[][] peers;
  private double[] own = new double[0];
  private double[] all = new double[0];

  /**
   * @param replicas of the model, this one included
   */
  ScalerStatistics(int replicas) {
    peers = new double[replicas][];
    Arrays.fill(peers, new double[0]);
  }

  /** Adds columns; only before anything was learnt or received. */
  OnlineScaler scaler(int width) {
    int first = own.length;
    own = Arrays.copyOf(own, first + Moments.WIDTH * width);
    all = own.clone();
    return (column, value) -> {
      if (column < 0 || column >= width) {
        throw new IndexOutOfBoundsException(
            "Scaler: found column " + column + ", required 0 to " + (width - 1) + ".");
      }
      return scale(first + Moments.WIDTH * column, value);
    };
  }

  private float scale(int at, double value) {
    if (!Double.isFinite(value)) {
      return 0;
    }
    double scaled = (value - Moments.mean(all, at)) / Moments.deviation(all, at);
    Moments.add(all, at, value);
    if (peers.length > 1) {
      Moments.add(own, at, value);
    }
    // Not a number or infinite: nothing seen before, or always the same value.
    return Double.isFinite(scaled) ? (float) Math.max(-LIMIT, Math.min(LIMIT, scaled)) : 0;
  }

  /** A copy of what this replica has learnt itself; null if there is no scaler, or no peer. */
  double @Nullable [] own() {
    return peers.length > 1 && own.length > 0 ? own.clone() : null;
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
    System.arraycopy(own, 0, all, 0, own.length);
    for (double[] peer : peers) {
      if (peer.length == all.length) {
        Moments.merge(all, peer);
      }
    }
  }
}
