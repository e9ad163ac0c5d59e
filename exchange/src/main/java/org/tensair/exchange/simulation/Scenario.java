package org.tensair.exchange.simulation;

import java.time.Duration;
import java.util.SplittableRandom;
import org.tensair.exchange.ExchangeOptions;

/**
 * What happens in one simulation. Times are in virtual nanoseconds.
 *
 * @param seed of everything drawn at random
 * @param replicas how many take part
 * @param rows examples of the stream, each of which one replica gets
 * @param batchRows rows of a full mini-batch
 * @param options of every replica's exchange
 * @param network how badly it behaves
 * @param pauses how often a replica stands still, or the network parts into two
 * @param longestPause how long that lasts at most; beyond the deadline, peers get suspected
 * @param spoiltShare share of mini-batches whose gradient is not finite
 * @param scoresPerVerdict the detector changes the model's state after so many scores; 0 = never
 * @param aheadRank a replica that is much faster than the others; −1 for none
 * @param cuts how many snapshots are cut
 */
public record Scenario(
    long seed,
    int replicas,
    int rows,
    int batchRows,
    ExchangeOptions options,
    NetworkFaults network,
    int pauses,
    long longestPause,
    double spoiltShare,
    int scoresPerVerdict,
    int aheadRank,
    int cuts) {

  static final long MILLISECOND = 1_000_000;

  /**
   * What the network does to each message.
   *
   * @param lost probability that it is lost
   * @param repeated probability that it arrives twice
   * @param longestDelay delays are uniform from 0 to this, so messages overtake each other
   */
  public record NetworkFaults(double lost, double repeated, long longestDelay) {
    /** Every message arrives once and at once. */
    public static final NetworkFaults NONE = new NetworkFaults(0, 0, 0);
  }

  /** A scenario drawn from a seed: 1 to 5 replicas, and of each kind of trouble some or none. */
  public static Scenario draw(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int replicas = 1 + random.nextInt(5);
    boolean reliable = random.nextInt(4) == 0;
    return new Scenario(
        seed,
        replicas,
        40 + random.nextInt(200),
        1 + random.nextInt(5),
        options(new int[] {0, 1, 4, 16}[random.nextInt(4)]),
        reliable
            ? NetworkFaults.NONE
            : new NetworkFaults(
                random.nextDouble(0.3),
                random.nextDouble(0.3),
                1 + random.nextLong(10 * MILLISECOND)),
        random.nextInt(3) == 0 ? 1 + random.nextInt(4) : 0,
        600 * MILLISECOND,
        random.nextInt(3) == 0 ? 0.1 : 0,
        random.nextInt(2) * 7,
        random.nextInt(4) == 0 ? random.nextInt(replicas) : -1,
        random.nextInt(4));
  }

  /** A scenario without any trouble. */
  public static Scenario calm(long seed, int replicas, int staleness) {
    return new Scenario(
        seed, replicas, 200, 4, options(staleness), NetworkFaults.NONE, 0, 0, 0, 0, -1, 3);
  }

  /** The same with one replica far ahead of the others. */
  public Scenario withReplicaAhead(int rank) {
    return new Scenario(
        seed,
        replicas,
        rows,
        batchRows,
        options,
        network,
        pauses,
        longestPause,
        spoiltShare,
        scoresPerVerdict,
        rank,
        cuts);
  }

  private static ExchangeOptions options(int staleness) {
    return new ExchangeOptions(
        staleness, Duration.ofMillis(200), Duration.ofMillis(10), Duration.ofMillis(20), 1L << 20);
  }
}
