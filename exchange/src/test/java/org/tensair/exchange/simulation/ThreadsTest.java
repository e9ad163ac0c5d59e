package org.tensair.exchange.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensair.exchange.Exchange;
import org.tensair.exchange.ExchangeOptions;
import org.tensair.exchange.InProcessNetwork;
import org.tensair.exchange.ReplicaId;

/** The simulated replicas on threads of their own, in real time, handing over the same objects. */
class ThreadsTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  @Timeout(120)
  void replicasOnThreadsAgreeAtRest(int count) throws InterruptedException {
    Scenario scenario = scenario(count);
    CutsAreConsistent cuts = new CutsAreConsistent(count, scenario.rows());
    List<Invariant> invariants =
        List.of(
            cuts,
            new AppliedOnceInOrder(count),
            new NothingLost(scenario.rows()),
            new AgreeAtRest(),
            new OnlyFinite(),
            new NoLabelFromTheFuture(),
            new OneScoreOrder(),
            new ReferencesReturned());
    Consumer<Consumer<Invariant>> tell =
        event -> {
          synchronized (invariants) {
            invariants.forEach(event);
          }
        };
    InProcessNetwork network = new InProcessNetwork(count);
    List<Share> shares =
        Share.deal(scenario.rows(), count, scenario.cuts(), new SplittableRandom(5));
    List<SimulatedReplica> replicas = new ArrayList<>();
    for (int rank = 0; rank < count; rank++) {
      ReplicaId id = new ReplicaId(rank);
      Exchange exchange =
          new Exchange(id, 9, network.transport(id), scenario.options(), System::nanoTime);
      replicas.add(
          new SimulatedReplica(
              rank, exchange, shares.get(rank), scenario, new SplittableRandom(rank), tell));
    }

    ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
    List<Thread> threads = new ArrayList<>();
    for (SimulatedReplica replica : replicas) {
      Thread thread = new Thread(() -> loop(replica), "replica-" + replica.rank());
      thread.setUncaughtExceptionHandler((dead, failure) -> failures.add(failure));
      replica.exchange().onArrival(() -> LockSupport.unpark(thread));
      threads.add(thread);
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(failures).isEmpty();
    tell.accept(invariant -> invariant.atRest(replicas));
    replicas.forEach(replica -> replica.exchange().close());
    tell.accept(Invariant::closed);
    long sent = replicas.stream().mapToLong(r -> r.exchange().counters().framesSent()).sum();
    long applied = replicas.stream().mapToLong(r -> r.exchange().counters().framesApplied()).sum();
    assertThat(applied).isEqualTo(sent);
    assertThat(cuts.completed()).isEqualTo(scenario.cuts());
  }

  private static void loop(SimulatedReplica replica) {
    long heartbeat = replica.exchange().options().heartbeat().toNanos();
    while (!replica.isAtRest()) {
      if (!replica.step(System.nanoTime())) {
        LockSupport.parkNanos(heartbeat);
      }
    }
  }

  private static Scenario scenario(int replicas) {
    return new Scenario(
        5,
        replicas,
        20_000,
        4,
        ExchangeOptions.of(8, Duration.ofSeconds(60)),
        Scenario.NetworkFaults.NONE,
        0,
        0,
        0.01,
        50,
        -1,
        20);
  }
}
