package org.tensair.exchange;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Connects the replicas of one process: a message is handed over as the same object, without
 * serialisation.
 */
public final class InProcessNetwork {
  private final FaultSeam seam;
  private final List<InProcessTransport> transports;

  /** A network of {@code replicas}, 1 to 256. */
  public InProcessNetwork(int replicas) {
    this(replicas, FaultSeam.NONE);
  }

  /** A network whose messages pass through {@code seam}. */
  public InProcessNetwork(int replicas, FaultSeam seam) {
    if (replicas < 1 || replicas > 256) {
      throw new IllegalArgumentException(
          "In-process network: found " + replicas + " replicas, required 1 to 256.");
    }
    this.seam = seam;
    this.transports =
        IntStream.range(0, replicas).mapToObj(rank -> new InProcessTransport(this, rank)).toList();
  }

  /** The transport of one replica. */
  public Transport transport(ReplicaId replica) {
    return transports.get(replica.rank());
  }

  int replicas() {
    return transports.size();
  }

  void send(int from, int to, Frame message) {
    seam.pass(from, to, message, transports.get(to)::deliver);
  }
}
