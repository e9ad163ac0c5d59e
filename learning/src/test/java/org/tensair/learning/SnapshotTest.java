package org.tensair.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.tensair.api.Convergence;
import org.tensair.api.EncoderFactory;
import org.tensair.api.LearnOptions;
import org.tensair.api.LearningResult;
import org.tensair.api.Mode;
import org.tensair.api.OnlineScaler;
import org.tensair.learning.Rig.Event;
import org.tensair.learning.Rig.Example;

/** Replicas that are cut, and others that start from what the cut has given. */
class SnapshotTest {

  private static final int ROUNDS = 250;

  /**
   * Each round: a few generations of replicas, 1 to 4 of each. Each one but the last is cut where
   * each replica happens to be, goes on to the end all the same, and is followed by a generation
   * that starts from the cut and gets the events after it.
   */
  @Test
  void everyExampleIsTrainedExactlyOnceWhereverTheReplicasAreCut() {
    int heldBack = 0;
    int partial = 0;
    for (long seed = 1; seed <= ROUNDS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int rows = 40 + random.nextInt(200);
      List<Event> events = Rig.merged(Examples.learnable(rows, seed));
      List<ReplicaState> from = List.of();
      for (int left = random.nextInt(3); left >= 0; left--) {
        int replicas = 1 + random.nextInt(4);
        List<ReplicaState> cut = new ArrayList<>();
        List<Event> rest = generation(seed, random, rows, events, from, replicas, left > 0, cut);
        events = rest;
        from = cut;
        heldBack += cut.stream().mapToInt(s -> held(s)).sum();
        partial += cut.stream().mapToInt(s -> s.batch().size()).sum();
      }
    }
    // Otherwise the rounds would not have tried what they are meant to try.
    assertThat(List.of(heldBack, partial)).allMatch(count -> count > 50);
  }

  private static int held(ReplicaState state) {
    return state.shared().isEmpty() ? 0 : state.shared().get(0).heldBack().size();
  }

  private static List<Event> generation(
      long seed,
      SplittableRandom random,
      int rows,
      List<Event> events,
      List<ReplicaState> from,
      int replicas,
      boolean cut,
      List<ReplicaState> states) {
    String round = "seed " + seed + ", " + replicas + " replicas from " + from.size();
    LedgerModel model = new LedgerModel(rows);
    int batchSize = 1 + random.nextInt(12);
    int staleness = random.nextInt(20);
    List<Event> rest = new ArrayList<>();
    LearningResult result;
    try (Rig rig =
        new Rig(
            model,
            true,
            Rig.ROW_NUMBER,
            o ->
                o.mode(Mode.ALWAYS_TRAIN)
                    .replicas(replicas)
                    .staleness(staleness)
                    .batchSize(batchSize),
            from)) {
      int about = random.nextInt(events.size() + 1);
      for (int rank = 0; rank < replicas; rank++) {
        int share = rank;
        int at = Math.max(0, Math.min(events.size(), about + random.nextInt(60) - 30));
        List<Event> before = events.subList(0, at).stream().filter(of(share, replicas)).toList();
        List<Event> after =
            events.subList(at, events.size()).stream().filter(of(share, replicas)).toList();
        feed(rig.feeds.get(rank), before, random);
        if (cut) {
          rig.feeds.get(rank).marker(7);
        }
        feed(rig.feeds.get(rank), after, random);
        rig.feeds.get(rank).end();
        rest.addAll(after);
      }
      rig.start();
      result = rig.await();
      rig.recorders.forEach(recorder -> states.addAll(recorder.snapshots));
    }
    assertThat(model.replicas)
        .as(round)
        .allSatisfy(replica -> assertThat(replica.weights).containsOnly(1f));
    assertThat(states).as(round).hasSize(cut ? replicas : 0);
    assertThat(result.predicted()).as(round).isEqualTo(rows);
    assertThat(result.labelled()).as(round).isEqualTo(rows);
    assertThat(result.trained()).as(round).isEqualTo(rows);
    assertThat(result.evaluation().rows()).as(round).isEqualTo(rows);
    assertThat(result.unmatched()).as(round).isZero();
    // 0 where replicas are cut within one instant, which a runtime need not do.
    assertThat(result.labelLeadSecondsMax() > 0).as(round + ": a label of the future").isFalse();
    long batches = result.replicas().stream().mapToLong(LearningResult.Replica::trained).sum();
    assertThat(result.replicas())
        .as(round)
        .allSatisfy(r -> assertThat(r.trained() + r.applied()).isEqualTo(batches));
    assertThat(model.liveUpdates).as(round).hasValue(0);
    return rest.stream().sorted(Rig.ORDER).toList();
  }

  private static Predicate<Event> of(int rank, int replicas) {
    return event -> event.example().id() % replicas == rank;
  }

  private static void feed(Rig.Feed feed, List<Event> events, SplittableRandom random) {
    int from = 0;
    while (from < events.size()) {
      int to = Math.min(events.size(), from + 1 + random.nextInt(50));
      feed.add(events.subList(from, to));
      from = to;
    }
  }

  /** With everything that has a state: scalers, replay, a detector, the convergence rule. */
  private static UnaryOperator<LearnOptions<Example, Example>> everything(int batchSize) {
    return options ->
        options
            .mode(Mode.AUTOMATIC)
            .replicas(1)
            .batchSize(batchSize)
            .replay(1, 200)
            .evaluationRows(100)
            .detector(SlidingMean::new)
            .convergence(new Convergence(100, 2, 0.2, false));
  }

  private static final EncoderFactory<Example> SCALED =
      context -> {
        OnlineScaler scaler = context.scaler("x", 2);
        float[] scaled = new float[2];
        return (example, row) -> {
          scaler.scale(new double[] {10 + 3 * example.x(), example.noise()}, scaled);
          row.putFloats(0, scaled);
        };
      };

  @Test
  void aReplicaThatWasCutAndRestoredPredictsBitForBitAsOneThatWentOn() {
    int changed = 0;
    for (long seed = 1; seed <= 20; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int batchSize = 1 + random.nextInt(40);
      List<Event> events = Rig.merged(drifting(2_000, seed));
      List<String> whole = new ArrayList<>();
      List<String> cut = new ArrayList<>();
      LearningResult expected = run(batchSize, events, List.of(), -1, whole, new ArrayList<>());
      int at = random.nextInt(events.size());
      List<ReplicaState> states = new ArrayList<>();
      run(batchSize, events, List.of(), at, cut, states);
      long before = cut.size();
      List<Event> rest = events.subList(at, events.size());
      LearningResult found = run(batchSize, rest, states, -1, cut, new ArrayList<>());
      assertThat(cut).as("seed %d, cut at %d", seed, at).isEqualTo(whole);
      assertThat(found.restored()).as("seed %d, cut at %d", seed, at).isEqualTo(before);
      assertThat(found)
          .as("seed %d, cut at %d", seed, at)
          .usingRecursiveComparison()
          .ignoringFields("restored")
          .isEqualTo(expected);
      changed += expected.stateChanges().size();
    }
    assertThat(changed).as("changes of state").isGreaterThan(20);
  }

  /** Runs one replica; with a cut, keeps only the predictions before it. */
  private static LearningResult run(
      int batchSize,
      List<Event> events,
      List<ReplicaState> from,
      int cutAt,
      List<String> predictions,
      List<ReplicaState> states) {
    try (Rig rig = new Rig(new LogisticModel(2, 0.1f), true, SCALED, everything(batchSize), from)) {
      Rig.Feed feed = rig.feeds.get(0);
      SplittableRandom random = new SplittableRandom(events.size());
      feed(feed, events.subList(0, Math.max(0, cutAt)), random);
      if (cutAt >= 0) {
        feed.marker(1);
      }
      feed(feed, events.subList(Math.max(0, cutAt), events.size()), random);
      feed.end();
      rig.start();
      LearningResult result = rig.await();
      long kept =
          cutAt < 0
              ? Long.MAX_VALUE
              : events.subList(0, cutAt).stream().filter(e -> !e.label()).count();
      rig.recorders.get(0).predictions.stream()
          .limit(kept)
          .forEach(p -> predictions.add(p + " " + p.eventTime() + " " + p.modelVersion()));
      states.addAll(rig.recorders.get(0).snapshots);
      return result;
    }
  }

  /** The label turns around twice. */
  private static List<Example> drifting(int rows, long seed) {
    return Examples.learnable(rows, seed).stream()
        .map(
            e -> {
              boolean turned = e.id() * 3 / rows == 1;
              float label = turned ? 1 - e.label() : e.label();
              return new Example(e.id(), e.time(), e.labelTime(), label, e.x(), e.noise());
            })
        .toList();
  }

  @Test
  void aSnapshotFailsWithinTheDeadlineWhenAPeerNeverMeetsItsMarkerAndTheJobGoesOn() {
    int rows = 400;
    LedgerModel model = new LedgerModel(rows);
    List<String> failures;
    List<ReplicaState> states = new ArrayList<>();
    long begun = System.nanoTime();
    try (Rig rig =
        new Rig(
            model,
            true,
            Rig.ROW_NUMBER,
            o -> o.mode(Mode.ALWAYS_TRAIN).replicas(2).peerDeadline(Duration.ofSeconds(1)))) {
      List<Example> examples = Examples.learnable(rows, 1);
      for (int rank = 0; rank < 2; rank++) {
        int share = rank;
        List<Example> own = examples.stream().filter(e -> e.id() % 2 == share).toList();
        Rig.Feed feed = rig.feeds.get(rank);
        feed.addMerged(own.subList(0, 100), 20);
        if (rank == 0) {
          feed.marker(3);
        }
        feed.addMerged(own.subList(100, 200), 20);
      }
      rig.start();
      Rig.until(() -> !rig.recorders.get(0).failures.isEmpty());
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(30));
      rig.feeds.forEach(feed -> feed.marker(4));
      rig.feeds.forEach(Rig.Feed::end);
      rig.wakeUp();
      rig.await();
      failures = List.copyOf(rig.recorders.get(0).failures);
      rig.recorders.forEach(recorder -> states.addAll(recorder.snapshots));
    }
    assertThat(failures)
        .containsExactly(
            "no marker 3 from replicas [1], required one of every replica within PT1S");
    assertThat(states)
        .as("the next one")
        .extracting(ReplicaState::snapshot)
        .containsExactly(4L, 4L);
    assertThat(model.replicas).allSatisfy(replica -> assertThat(replica.weights).containsOnly(1f));
  }

  @Test
  void whatEventTimeHoldsBackIsKeptBesideTheOldestWeights() {
    int rows = 400;
    List<Example> examples = Examples.learnable(rows, 1);
    List<ReplicaState> states = cutWithReplicaOneAhead(examples);
    ReplicaState behind = states.get(0);
    assertThat(behind.shared()).hasSize(1);
    assertThat(states.get(1).shared()).isEmpty();
    assertThat(behind.shared().get(0).heldBack())
        .as("all mini-batches of the replica ahead but those of the first hour")
        .hasSizeGreaterThan(10)
        .allMatch(frame -> frame.notBefore() >= behind.eventTime());

    // One alone gets all events that are left, in order.
    LedgerModel model = new LedgerModel(rows);
    try (Rig rig =
        new Rig(model, true, Rig.ROW_NUMBER, o -> o.mode(Mode.ALWAYS_TRAIN).replicas(1), states)) {
      List<Event> rest =
          Rig.merged(examples.stream().filter(e -> e.id() % 2 == 0).toList()).stream()
              .filter(e -> e.time() >= 60 * Examples.MINUTE)
              .toList();
      rig.feeds.get(0).add(rest);
      rig.feeds.get(0).end();
      rig.start();
      assertThat(rig.await().labelLeadSecondsMax()).isNegative();
    }
    assertThat(model.replicas.get(0).weights).containsOnly(1f);
  }

  /** Replica 1 has met its last event, replica 0 those of the first hour. */
  private static List<ReplicaState> cutWithReplicaOneAhead(List<Example> examples) {
    List<ReplicaState> states = new ArrayList<>();
    try (Rig rig =
        new Rig(
            new LedgerModel(examples.size()),
            true,
            Rig.ROW_NUMBER,
            o -> o.mode(Mode.ALWAYS_TRAIN).replicas(2).batchSize(10).staleness(1_000))) {
      List<Event> first =
          Rig.merged(examples.stream().filter(e -> e.id() % 2 == 0).toList()).stream()
              .filter(e -> e.time() < 60 * Examples.MINUTE)
              .toList();
      rig.feeds.get(0).add(first);
      rig.feeds.get(1).addMerged(examples.stream().filter(e -> e.id() % 2 == 1).toList(), 50);
      rig.feeds.forEach(feed -> feed.marker(1));
      rig.feeds.forEach(Rig.Feed::end);
      rig.start();
      rig.await();
      rig.recorders.forEach(recorder -> states.addAll(recorder.snapshots));
    }
    return states;
  }

  @Test
  void aStateIsMadeOfWhatAnyCodecOfRecordsCanWrite() throws ReflectiveOperationException {
    for (ReplicaState state : cutWithReplicaOneAhead(Examples.learnable(400, 1))) {
      check(state);
    }
    List<ReplicaState> states = new ArrayList<>();
    run(8, Rig.merged(drifting(500, 1)), List.of(), 700, new ArrayList<>(), states);
    check(states.get(0));
  }

  private static void check(Object value) throws ReflectiveOperationException {
    if (value instanceof Record) {
      assertThat(Modifier.isPublic(value.getClass().getModifiers())).isTrue();
      for (var component : value.getClass().getRecordComponents()) {
        check(component.getAccessor().invoke(value));
      }
    } else if (value instanceof List<?> list) {
      for (Object element : list) {
        check(element);
      }
    } else if (value instanceof Map<?, ?> map) {
      check(List.copyOf(map.keySet()));
      check(List.copyOf(map.values()));
    } else {
      assertThat(value)
          .isInstanceOfAny(
              Long.class,
              Integer.class,
              Double.class,
              Float.class,
              Boolean.class,
              String.class,
              Enum.class,
              byte[].class,
              long[].class,
              double[].class);
    }
  }

  @Test
  void statesThatDoNotBelongTogetherAreRefused() {
    List<ReplicaState> states = cutWithReplicaOneAhead(Examples.learnable(400, 1));
    assertThatThrownBy(() -> start(new LedgerModel(400), states.subList(0, 1)))
        .hasMessage(
            "Stage \"learn\": found the state of replica 0 of 2 in snapshot 1, required that of"
                + " replica 0 of 1 in snapshot 1; start from all states of one snapshot.");
    assertThatThrownBy(() -> start(new LedgerModel(401), states))
        .hasMessageStartingWith(
            "Stage \"learn\", replica 0: found 1600 bytes of variable weights in the snapshot,"
                + " required 1604;");
  }

  private static void start(FakeModel model, List<ReplicaState> states) {
    new Rig(model, true, Rig.ROW_NUMBER, o -> o.replicas(1), states).close();
  }
}
