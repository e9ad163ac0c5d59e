package org.tensair.exchange.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.tensair.exchange.Exchange;
import org.tensair.exchange.ExchangeCounters;
import org.tensair.exchange.Frame;
import org.tensair.exchange.InProcessNetwork;
import org.tensair.exchange.ReplicaId;

/**
 * Replicas with the real exchange, in virtual time, over a network that misbehaves as a {@link
 * Scenario} says. One thread; the same scenario always runs the same way.
 */
public final class Simulation {
  private static final long SHORT_TURN = Scenario.MILLISECOND / 50;
  private static final long TURN = Scenario.MILLISECOND;
  private static final long IDLE_TURN = 4 * Scenario.MILLISECOND;
  private static final long LONGEST_RUN = 60_000 * Scenario.MILLISECOND;

  private final Scenario scenario;
  private final SplittableRandom random;
  private final VirtualTime time = new VirtualTime();
  private final SimulatedNetwork network;
  private final List<SimulatedReplica> replicas = new ArrayList<>();
  private final List<Invariant> invariants;
  private final CutsAreConsistent cuts;
  private final long[] pausedUntil;
  private boolean over;

  private Simulation(Scenario scenario, UnaryOperator<Frame> alteration) {
    int count = scenario.replicas();
    this.scenario = scenario;
    this.random = new SplittableRandom(scenario.seed());
    this.network =
        new SimulatedNetwork(count, time, scenario.network(), random.split(), alteration);
    this.pausedUntil = new long[count];
    InProcessNetwork links = new InProcessNetwork(count, network);
    List<Share> shares = Share.deal(scenario.rows(), count, scenario.cuts(), random.split());
    for (int rank = 0; rank < count; rank++) {
      ReplicaId id = new ReplicaId(rank);
      Exchange exchange =
          new Exchange(id, 1 + rank, links.transport(id), scenario.options(), time::now);
      replicas.add(
          new SimulatedReplica(
              rank, exchange, shares.get(rank), scenario, random.split(), this::tell));
      pausedUntil[rank] = time.now();
    }
    this.cuts = new CutsAreConsistent(count, scenario.rows());
    this.invariants =
        List.of(
            new AppliedOnceInOrder(count),
            new NothingLost(scenario.rows()),
            new BoundHolds(replicas, network, scenario.options().staleness()),
            new WaitsEnd(scenario),
            new AgreeAtRest(),
            new OnlyFinite(),
            new NoLabelFromTheFuture(),
            new OneScoreOrder(),
            cuts,
            new ReferencesReturned());
  }

  /**
   * Runs a scenario until all replicas are at rest.
   *
   * @return what each replica's exchange counted, by rank
   * @throws InvariantViolation if an invariant does not hold
   */
  public static List<ExchangeCounters> run(Scenario scenario) {
    return run(scenario, UnaryOperator.identity());
  }

  /**
   * Runs a scenario whose network alters messages, which breaks the protocol on purpose.
   *
   * @param alteration the message to be delivered in place of the one sent
   * @throws InvariantViolation if an invariant does not hold
   */
  static List<ExchangeCounters> run(Scenario scenario, UnaryOperator<Frame> alteration) {
    try {
      return new Simulation(scenario, alteration).run();
    } catch (InvariantViolation violation) {
      throw violation.in(scenario);
    } catch (RuntimeException failure) {
      throw new InvariantViolation("NothingFails", failure.toString(), failure).in(scenario);
    }
  }

  private List<ExchangeCounters> run() {
    replicas.forEach(replica -> time.after(0, () -> turn(replica)));
    for (int pause = 0; pause < scenario.pauses(); pause++) {
      time.after(random.nextLong(100 * Scenario.MILLISECOND), this::trouble);
    }
    long end = time.now() + LONGEST_RUN;
    while (!over && time.advance()) {
      if (time.now() > end) {
        throw new InvariantViolation(
            "RestComes", "not at rest after " + LONGEST_RUN + " virtual ns.", null);
      }
    }
    tell(invariant -> invariant.atRest(replicas));
    replicas.forEach(replica -> replica.exchange().close());
    while (time.advance()) {
      // What was on its way arrives at closed exchanges.
    }
    tell(Invariant::closed);
    return replicas.stream().map(replica -> replica.exchange().counters()).toList();
  }

  private void turn(SimulatedReplica replica) {
    if (over) {
      return;
    }
    long pause = pausedUntil[replica.rank()] - time.now();
    if (pause > 0) {
      replica.resume();
      time.after(pause, () -> turn(replica));
      return;
    }
    boolean busy = replica.step(time.now());
    over = replicas.stream().allMatch(SimulatedReplica::isAtRest);
    boolean ahead = replica.rank() == scenario.aheadRank();
    long duration = busy ? (ahead ? SHORT_TURN : TURN) : IDLE_TURN;
    time.after(1 + random.nextLong(duration), () -> turn(replica));
  }

  private void trouble() {
    long duration = random.nextLong(scenario.longestPause());
    int rank = random.nextInt(replicas.size());
    if (random.nextBoolean()) {
      pausedUntil[rank] = time.now() + duration;
    } else {
      network.part(rank, duration);
    }
  }

  private void tell(Consumer<Invariant> event) {
    invariants.forEach(event);
  }
}
