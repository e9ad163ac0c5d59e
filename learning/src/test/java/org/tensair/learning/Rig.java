package org.tensair.learning;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.tensair.api.EncoderFactory;
import org.tensair.api.LabelEncoder;
import org.tensair.api.LearnOptions;
import org.tensair.api.LearningResult;
import org.tensair.api.Model;
import org.tensair.api.On;
import org.tensair.api.Pipeline;
import org.tensair.api.Prediction;
import org.tensair.api.Source;
import org.tensair.api.SourceReader;
import org.tensair.api.Step;
import org.tensair.api.Stream;
import org.tensair.api.Type;

/** A model operator with hand-fed inputs, as a runtime would run it. */
final class Rig implements AutoCloseable {

  /** A row with two features, its label, and times in milliseconds. */
  record Example(long id, long time, long labelTime, float label, float x, float noise) {}

  static final LabelEncoder<Example> LABEL = (label, row) -> row.putFloat(0, 0, label.label());

  static final EncoderFactory<Example> FLOATS =
      context ->
          (example, row) -> {
            row.putFloat(0, 0, example.x());
            row.putFloat(0, 1, example.noise());
          };

  static final EncoderFactory<Example> ROW_NUMBER =
      context -> (example, row) -> row.putInt(0, 0, (int) example.id());

  final List<Feed> feeds = new ArrayList<>();
  final List<Recorder> recorders = new ArrayList<>();
  final ModelOperator<Example, Example> operator;
  private final List<CompletableFuture<Void>> runs = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  Rig(
      FakeModel model,
      boolean bounded,
      EncoderFactory<Example> encoder,
      UnaryOperator<LearnOptions<Example, Example>> settings) {
    this(model, bounded, encoder, settings, List.of());
  }

  /** Starts from a snapshot; keys are routed as {@link #rankOf} says. */
  Rig(
      FakeModel model,
      boolean bounded,
      EncoderFactory<Example> encoder,
      UnaryOperator<LearnOptions<Example, Example>> settings,
      List<ReplicaState> from) {
    LearnOptions<Example, Example> options = options(encoder, settings);
    for (int rank = 0; rank < options.replicas(); rank++) {
      feeds.add(new Feed());
      recorders.add(new Recorder());
    }
    operator =
        ModelOperator.open("learn", options, bounded, feeds, recorders, from, this::rankOf, model);
  }

  private int rankOf(Object key) {
    return Math.floorMod((Long) key, feeds.size());
  }

  /** Options are made by a pipeline only. */
  static LearnOptions<Example, Example> options(
      EncoderFactory<Example> encoder, UnaryOperator<LearnOptions<Example, Example>> settings) {
    Pipeline pipeline = Pipeline.named("test");
    Stream<Example> examples = pipeline.read(new Nothing());
    List<LearnOptions<Example, Example>> made = new ArrayList<>();
    examples.<Example>learn(
        new Model("none"),
        encoder,
        options -> {
          made.add(
              settings.apply(
                  options.labels(
                      examples, On.on(Example::id, Example::id), Duration.ofHours(1), LABEL)));
          return made.get(0);
        });
    return made.get(0);
  }

  /** Starts every replica on a thread of its own. */
  void start() {
    for (int rank = 0; rank < feeds.size(); rank++) {
      Replica<Example, Example> replica = operator.replica(rank);
      CompletableFuture<Void> run = new CompletableFuture<>();
      Thread thread =
          new Thread(
              () -> {
                try {
                  replica.run();
                  run.complete(null);
                } catch (Throwable e) {
                  run.completeExceptionally(e);
                }
              },
              "replica-" + rank);
      thread.setDaemon(true);
      runs.add(run);
      threads.add(thread);
      thread.start();
    }
  }

  /** Waits until all replicas have returned; rethrows what one has thrown. */
  LearningResult await() {
    try {
      CompletableFuture.allOf(runs.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new AssertionError(e.getCause());
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError("the replicas did not come to rest", e);
    }
    return operator.result();
  }

  /** Routes the events by key, in batches of {@code batchEvents}, ends all inputs, and runs. */
  LearningResult run(List<Example> examples, int batchEvents) {
    for (int rank = 0; rank < feeds.size(); rank++) {
      int share = rank;
      List<Example> own =
          examples.stream().filter(e -> Math.floorMod(e.id(), feeds.size()) == share).toList();
      feeds.get(rank).addMerged(own, batchEvents);
      feeds.get(rank).end();
    }
    start();
    return await();
  }

  /** Waits until {@code condition} holds. */
  static void until(BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("did not come about within a minute");
      }
      Thread.onSpinWait();
    }
  }

  void wakeUp() {
    for (int rank = 0; rank < feeds.size(); rank++) {
      operator.replica(rank).wakeUp();
    }
  }

  void interrupt() {
    threads.forEach(Thread::interrupt);
  }

  @Override
  public void close() {
    operator.close();
  }

  static final Comparator<Event> ORDER =
      Comparator.comparingLong(Event::time).thenComparing(Event::label);

  /** Samples and labels in event-time order, at equal times samples first. */
  static List<Event> merged(List<Example> examples) {
    List<Event> events = new ArrayList<>();
    for (Example example : examples) {
      events.add(new Event(example.time(), false, example));
      if (example.labelTime() >= 0) {
        events.add(new Event(example.labelTime(), true, example));
      }
    }
    events.sort(ORDER);
    return events;
  }

  /** What a runtime's queue would be. */
  static final class Feed implements ReplicaInput {

    private final Queue<EventBatch> batches = new ConcurrentLinkedQueue<>();
    private volatile boolean last;
    private volatile @Nullable CountDownLatch gate;

    /** A replica that polls hangs until {@code latch} is open. */
    void blockUntil(CountDownLatch latch) {
      gate = latch;
    }

    void addMerged(List<Example> examples, int batchEvents) {
      List<Event> events = merged(examples);
      for (int from = 0; from < events.size(); from += batchEvents) {
        add(events.subList(from, Math.min(events.size(), from + batchEvents)));
      }
    }

    void add(List<Event> events) {
      EventBatch batch = new EventBatch(Math.max(1, events.size()));
      for (Event event : events) {
        Example example = event.example();
        if (event.label()) {
          batch.addLabel(event.time(), example.id(), example);
        } else {
          batch.addSample(event.time(), example.id(), example.id(), example);
        }
        batch.watermark(event.time());
      }
      batches.add(batch);
    }

    void marker(long snapshot) {
      EventBatch batch = new EventBatch(1);
      batch.marker(snapshot);
      batches.add(batch);
    }

    void sample(Example example) {
      add(List.of(new Event(example.time(), false, example)));
    }

    void label(Example example) {
      add(List.of(new Event(example.labelTime(), true, example)));
    }

    void end() {
      last = true;
    }

    @Override
    public @Nullable EventBatch poll() {
      CountDownLatch closed = gate;
      if (closed != null) {
        try {
          closed.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
      return batches.poll();
    }

    @Override
    public void recycle(EventBatch batch) {
      batch.clear();
    }

    @Override
    public boolean ended() {
      return last && batches.isEmpty();
    }
  }

  /** A sample or a label on its way. */
  record Event(long time, boolean label, Example example) {}

  /** Keeps what a replica emits. */
  static final class Recorder implements ReplicaOutput<Example> {

    final Queue<Prediction<Example>> predictions = new ConcurrentLinkedQueue<>();
    final Queue<Step> steps = new ConcurrentLinkedQueue<>();
    final Queue<ReplicaState> snapshots = new ConcurrentLinkedQueue<>();
    final Queue<String> failures = new ConcurrentLinkedQueue<>();

    @Override
    public boolean wantsPredictions() {
      return true;
    }

    @Override
    public void prediction(Prediction<Example> prediction) {
      predictions.add(prediction);
    }

    @Override
    public void step(Step step) {
      steps.add(step);
    }

    @Override
    public void snapshot(long snapshot, ReplicaState state) {
      snapshots.add(state);
    }

    @Override
    public void snapshotFailed(long snapshot, String reason) {
      failures.add(reason);
    }
  }

  private static final class Nothing implements Source<Example> {
    @Override
    public String name() {
      return "nothing";
    }

    @Override
    public Type<Example> type() {
      return Type.of(Example.class);
    }

    @Override
    public boolean bounded() {
      return true;
    }

    @Override
    public SourceReader<Example> open(int split) {
      throw new UnsupportedOperationException();
    }
  }
}
