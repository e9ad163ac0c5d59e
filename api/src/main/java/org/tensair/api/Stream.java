package org.tensair.api;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tensair.api.plan.KeyedStage;
import org.tensair.api.plan.Stage;

/**
 * Records with event times, in a pipeline under construction.
 *
 * @param <T> records
 */
public final class Stream<T> {

  private final Pipeline pipeline;
  private Stage stage;

  Stream(Pipeline pipeline, Stage stage) {
    this.pipeline = pipeline;
    this.stage = stage;
  }

  /** One record in, one out. */
  public <R> Stream<R> map(MapFunction<? super T, ? extends R> function) {
    return next(
        new Stage.Map(pipeline.nextName("map"), LambdaTypes.resultOf(function), stage, function));
  }

  /** Keeps the records for which {@code predicate} is true. */
  public Stream<T> filter(FilterFunction<? super T> predicate) {
    return next(new Stage.Filter(pipeline.nextName("filter"), stage, predicate));
  }

  /** One record in, any number out. Give the type with {@link #as}: a lambda does not tell it. */
  public <R> Stream<R> flatMap(FlatMapFunction<? super T, R> function) {
    return next(
        new Stage.FlatMap(
            pipeline.nextName("flatMap"), LambdaTypes.resultOf(function), stage, function));
  }

  /** Shows each record to {@code function}, and passes it on. */
  public Stream<T> peek(PeekFunction<? super T> function) {
    return next(new Stage.Peek(pipeline.nextName("peek"), stage, function));
  }

  /** The records that pass a test, and all others. */
  public Split<T> split(FilterFunction<? super T> test) {
    return new Split<>(next(new Stage.Split(pipeline.nextName("split"), stage, test)));
  }

  /**
   * Asks an outside service about each record, several at a time. Give the results' type with
   * {@link #as} where a method reference does not tell it.
   */
  public <R> Stream<R> asyncMap(AsyncFunction<? super T, R> function, AsyncOptions options) {
    return next(
        new Stage.Async(
            pipeline.nextName("asyncMap"),
            LambdaTypes.resultOfAsync(function),
            stage,
            function,
            options));
  }

  /** Brings the records of one key together. */
  public <K> KeyedStream<T, K> keyBy(KeySelector<? super T, K> key) {
    return new KeyedStream<>(this, key);
  }

  /** Sends the records to the workers in turn, so that all have the same load. */
  public Stream<T> rebalance() {
    return next(
        new Stage.Redistribute(pipeline.nextName("rebalance"), stage, Stage.Redistribute.To.NEXT));
  }

  /** Sends each record to all workers; with one worker, nothing changes. */
  public Stream<T> broadcast() {
    return next(
        new Stage.Redistribute(pipeline.nextName("broadcast"), stage, Stage.Redistribute.To.ALL));
  }

  /**
   * The records that came too late for this stage, with their own event times. Only after windows
   * and joins.
   *
   * @param type of the records that come in; after a join of two types, that of the side whose late
   *     records are wanted; where both have one type, the late records of both come
   */
  public <L> Stream<L> late(Type<L> type) {
    boolean join =
        stage instanceof KeyedStage.IntervalJoin || stage instanceof KeyedStage.WindowJoin;
    if (!(join || stage instanceof KeyedStage.Windowed)) {
      pipeline.problem(
          "Stage \""
              + stage.name()
              + "\": found .late(...), required after a window or a join only. Remove it.");
      return side("late", type);
    }
    List<Type<?>> inputs = new ArrayList<>();
    stage.inputs().forEach(input -> inputs.add(input.type()));
    if (!inputs.contains(type)) {
      pipeline.problem(
          "Stage \""
              + stage.name()
              + "\": found .late("
              + type
              + "), required the type of the records that come in: "
              + inputs.stream().map(Type::toString).distinct().collect(Collectors.joining(" or "))
              + ".");
    }
    if (inputs.stream().distinct().count() == 1) {
      return side("late", type);
    }
    return side(inputs.get(0).equals(type) ? "late-left" : "late-right", type);
  }

  /** The records that a source could not read. Only right after {@link Pipeline#read}. */
  public Stream<DeadLetter> deadLetters() {
    if (!(stage instanceof Stage.Read)) {
      pipeline.problem(
          "Stage \""
              + stage.name()
              + "\": found .deadLetters(), required after read(...) only. Remove it.");
    }
    return side("dead-letters", Type.of(DeadLetter.class));
  }

  /** A record that cannot be read ends the run. Only right after {@link Pipeline#read}. */
  public Stream<T> stopAtBadRecords() {
    if (stage instanceof Stage.Read read) {
      return changed(new Stage.Read(read.name(), read.source(), true));
    }
    pipeline.problem(
        "Stage \""
            + stage.name()
            + "\": found .stopAtBadRecords(), required after read(...) only. Remove it.");
    return this;
  }

  /** The records of this stream and the others, merged by event time. */
  @SafeVarargs
  public final Stream<T> merge(Stream<T>... others) {
    List<Stage> inputs = new ArrayList<>(List.of(stage));
    for (Stream<T> other : others) {
      inputs.add(other.stage);
    }
    return next(new Stage.Merge(pipeline.nextName("merge"), stage.type(), inputs));
  }

  /**
   * Joins each record with what {@code lookup} finds for it in {@code right}, at the record's event
   * time. On bounded sources the result does not depend on timing; on a live stream {@code right}
   * never holds this stream back.
   */
  public <R, K, V extends @Nullable Object, O> Stream<O> lookup(
      Stream<R> right,
      On<? super T, ? super R, K> on,
      Lookup<R, V> lookup,
      JoinFunction<? super T, ? super V, ? extends O> join) {
    return next(
        new Stage.LookupJoin(
            pipeline.nextName("lookup"),
            LambdaTypes.resultOf(join),
            stage,
            right.stage,
            on,
            lookup,
            join));
  }

  /**
   * The model operator: each record of this stream is predicted at its event time; its label joins
   * it later; then the prediction is scored, and trained on.
   *
   * @param model where the exported model lies
   * @param encoder made once for each replica; turns records into the model's features
   * @param options labels are required, everything else has a default
   */
  public <L> Learning<T> learn(
      Model model, EncoderFactory<T> encoder, UnaryOperator<LearnOptions<T, L>> options) {
    LearnOptions<T, L> chosen = options.apply(LearnOptions.of(model, encoder));
    Stream<L> labels = chosen.labelStream();
    Stage.Learn learn =
        new Stage.Learn(
            "learn", stage.type(), stage, labels == null ? stage : labels.stage, chosen);
    pipeline.add(learn);
    return new Learning<>(pipeline, learn);
  }

  /** Writes the records to a sink. */
  public void to(Sink<? super T> sink) {
    pipeline.add(new Stage.Write(sink.name(), stage, sink));
  }

  /** Gives this stage a stable name, unique in the pipeline; call it before the stream is used. */
  public Stream<T> named(String name) {
    return changed(stage.named(name));
  }

  /** Says of what type the records are, where Java erases it. */
  public Stream<T> as(Type<T> type) {
    if (stage instanceof Stage.Map map) {
      return changed(new Stage.Map(map.name(), type, map.input(), map.function()));
    }
    if (stage instanceof Stage.FlatMap flatMap) {
      return changed(new Stage.FlatMap(flatMap.name(), type, flatMap.input(), flatMap.function()));
    }
    if (stage instanceof Stage.Async async) {
      return changed(
          new Stage.Async(async.name(), type, async.input(), async.function(), async.options()));
    }
    if (stage instanceof KeyedStage keyed) {
      return changed(keyed.with(keyed.name(), type));
    }
    if (stage instanceof Stage.LookupJoin join) {
      return changed(
          new Stage.LookupJoin(
              join.name(), type, join.left(), join.right(), join.on(), join.lookup(), join.join()));
    }
    pipeline.problem(
        "Stage \""
            + stage.name()
            + "\": found .as("
            + type
            + "), required after a stage that makes new records. Remove it.");
    return this;
  }

  Stage stage() {
    return stage;
  }

  Pipeline pipeline() {
    return pipeline;
  }

  <R> Stream<R> side(String what, Type<?> type) {
    return next(new Stage.SideOutput(stage.name() + "." + what, type, stage));
  }

  <R> Stream<R> next(Stage next) {
    return new Stream<>(pipeline, pipeline.add(next));
  }

  private Stream<T> changed(Stage changed) {
    stage = pipeline.replace(stage, changed);
    return this;
  }
}
