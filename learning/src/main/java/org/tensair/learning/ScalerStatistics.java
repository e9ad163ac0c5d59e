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
 *
 * <p>The mean and the deviation by which a column is scaled are worked out anew for each of its
 * first {@value #EXACT} values, then when 1/{@value #GROWTH} more were seen or a peer sent its
 * statistics: two divisions and a root for each value of each row would be a tenth of a replica's
 * time.
 */
final class ScalerStatistics {

  private static final double LIMIT = 6;

  private static final int EXACT = 1_024;
  private static final int GROWTH = 128;

  private final double[][] peers;
  private double[] own = new double[0];
  private double[] means = new double[0];
  private double[] inverseDeviations = new double[0];

  /** By column, how many values of its own end the validity of mean and deviation. */
  private double[] validTo = new double[0];

  /**
   * @param replicas of the model, this one included
   */
  ScalerStatistics(int replicas) {
    peers = new double[replicas][];
    Arrays.fill(peers, new double[0]);
  }

  /** Adds columns; only before anything was learnt or received. */
  OnlineScaler scaler(int width) {
    int first = validTo.length;
    own = Arrays.copyOf(own, own.length + Moments.WIDTH * width);
    means = Arrays.copyOf(means, first + width);
    inverseDeviations = Arrays.copyOf(inverseDeviations, first + width);
    validTo = Arrays.copyOf(validTo, first + width);
    return new Scaler(first, width);
  }

  /** Some of the columns. */
  private final class Scaler implements OnlineScaler {
    private final int first;
    private final int width;

    Scaler(int first, int width) {
      this.first = first;
      this.width = width;
    }

    @Override
    public float scale(int column, double value) {
      if (column < 0 || column >= width) {
        throw new IndexOutOfBoundsException(
            "Scaler: found column " + column + ", required 0 to " + (width - 1) + ".");
      }
      return ScalerStatistics.this.scale(first + column, value);
    }

    @Override
    public void scale(double[] values, float[] scaled) {
      if (values.length < width || scaled.length < width) {
        throw new IndexOutOfBoundsException(
            "Scaler: found "
                + values.length
                + " values and room for "
                + scaled.length
                + ", required "
                + width
                + " of each.");
      }
      for (int i = 0; i < width; i++) {
        scaled[i] = ScalerStatistics.this.scale(first + i, values[i]);
      }
    }
  }

  private float scale(int column, double value) {
    if (!Double.isFinite(value)) {
      return 0;
    }
    int at = Moments.WIDTH * column;
    if (Moments.count(own, at) >= validTo[column]) {
      workOut(column);
    }
    double scaled = (value - means[column]) * inverseDeviations[column];
    Moments.add(own, at, value);
    // Not a number or infinite: nothing seen before, or always the same value.
    return Double.isFinite(scaled) ? (float) Math.max(-LIMIT, Math.min(LIMIT, scaled)) : 0;
  }

  private void workOut(int column) {
    int at = Moments.WIDTH * column;
    double[] all = Arrays.copyOfRange(own, at, at + Moments.WIDTH);
    for (double[] peer : peers) {
      if (peer.length == own.length) {
        Moments.merge(all, 0, peer, at);
      }
    }
    means[column] = Moments.mean(all, 0);
    inverseDeviations[column] = 1 / Moments.deviation(all, 0);
    double seen = Moments.count(own, at);
    validTo[column] = seen < EXACT ? seen + 1 : seen + Math.floor(seen / GROWTH);
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
    Arrays.fill(validTo, 0);
  }
}
