package org.tensair.exchange.simulation;

import java.util.BitSet;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.tensair.exchange.FaultSeam;
import org.tensair.exchange.Frame;
import org.tensair.exchange.simulation.Scenario.NetworkFaults;

/**
 * A hostile network in virtual time: loses, repeats, delays and reorders messages, parts in two,
 * and may alter what it carries, which is how a test breaks the protocol.
 */
final class SimulatedNetwork implements FaultSeam {
  private final VirtualTime time;
  private final NetworkFaults faults;
  private final SplittableRandom random;
  private final UnaryOperator<Frame> alteration;
  private final int replicas;
  private final BitSet[] delivered;
  private long partedUntil;
  private int partedAt;

  SimulatedNetwork(
      int replicas,
      VirtualTime time,
      NetworkFaults faults,
      SplittableRandom random,
      UnaryOperator<Frame> alteration) {
    this.replicas = replicas;
    this.time = time;
    this.faults = faults;
    this.random = random;
    this.alteration = alteration;
    this.delivered = new BitSet[replicas * replicas];
    for (int link = 0; link < delivered.length; link++) {
      delivered[link] = new BitSet();
    }
    this.partedUntil = time.now();
  }

  /** From now on, replicas below {@code rank} and the others do not hear each other. */
  void part(int rank, long duration) {
    partedAt = rank;
    partedUntil = time.now() + duration;
  }

  /** How many mini-batches of {@code origin} have been handed to {@code receiver}. */
  int delivered(int origin, int receiver) {
    return delivered[origin * replicas + receiver].cardinality();
  }

  @Override
  public void pass(int from, int to, Frame message, Consumer<Frame> deliver) {
    boolean parted = time.now() < partedUntil && (from < partedAt) != (to < partedAt);
    if (parted || random.nextDouble() < faults.lost()) {
      message.release();
      return;
    }
    if (random.nextDouble() < faults.repeated()) {
      message.retain();
      carry(from, to, message, deliver);
    }
    carry(from, to, message, deliver);
  }

  private void carry(int from, int to, Frame message, Consumer<Frame> deliver) {
    Frame altered = alteration.apply(message);
    Runnable arrival =
        () -> {
          if (!altered.isHeartbeat()) {
            delivered[from * replicas + to].set((int) altered.first(), (int) altered.last() + 1);
          }
          deliver.accept(altered);
        };
    if (faults.longestDelay() == 0) {
      arrival.run();
    } else {
      time.after(random.nextLong(faults.longestDelay()), arrival);
    }
  }
}
