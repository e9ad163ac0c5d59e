package org.tensair.api.plan;

import java.util.List;
import org.tensair.api.AsyncFunction;
import org.tensair.api.AsyncOptions;
import org.tensair.api.FilterFunction;
import org.tensair.api.FlatMapFunction;
import org.tensair.api.JoinFunction;
import org.tensair.api.LearnOptions;
import org.tensair.api.Lookup;
import org.tensair.api.MapFunction;
import org.tensair.api.On;
import org.tensair.api.PeekFunction;
import org.tensair.api.Sink;
import org.tensair.api.Source;
import org.tensair.api.Type;

/**
 * One node of a plan. Its inputs are the stages that feed it; its name is unique in the plan and
 * stable between runs.
 */
public sealed interface Stage
    permits KeyedStage,
        Stage.Read,
        Stage.Map,
        Stage.Filter,
        Stage.Peek,
        Stage.FlatMap,
        Stage.Async,
        Stage.Merge,
        Stage.Split,
        Stage.SideOutput,
        Stage.Redistribute,
        Stage.LookupJoin,
        Stage.Learn,
        Stage.LearnOutput,
        Stage.Write {

  /** Unique in the plan; used in metrics, errors and snapshots. */
  String name();

  /** The type of the records that come out; for a sink, of those that go in. */
  Type<?> type();

  /** The stages whose records come in, in port order. */
  List<Stage> inputs();

  /** This stage under another name. */
  Stage named(String name);

  /**
   * Reads a source. Its side output: dead letters.
   *
   * @param stopsAtBadRecords whether a record that cannot be read ends the run
   */
  record Read(String name, Source<?> source, boolean stopsAtBadRecords) implements Stage {
    @Override
    public Type<?> type() {
      return source.type();
    }

    @Override
    public List<Stage> inputs() {
      return List.of();
    }

    @Override
    public Stage named(String name) {
      return new Read(name, source, stopsAtBadRecords);
    }
  }

  /** One record in, one out. */
  record Map(String name, Type<?> type, Stage input, MapFunction<?, ?> function) implements Stage {
    @Override
    public List<Stage> inputs() {
      return List.of(input);
    }

    @Override
    public Stage named(String name) {
      return new Map(name, type, input, function);
    }
  }

  /** Keeps some records. */
  record Filter(String name, Stage input, FilterFunction<?> function) implements Stage {
    @Override
    public Type<?> type() {
      return input.type();
    }

    @Override
    public List<Stage> inputs() {
      return List.of(input);
    }

    @Override
    public Stage named(String name) {
      return new Filter(name, input, function);
    }
  }

  /** One record in, any number out. */
  record FlatMap(String name, Type<?> type, Stage input, FlatMapFunction<?, ?> function)
      implements Stage {
    @Override
    public List<Stage> inputs() {
      return List.of(input);
    }

    @Override
    public Stage named(String name) {
      return new FlatMap(name, type, input, function);
    }
  }

  /** Looks at each record. */
  record Peek(String name, Stage input, PeekFunction<?> function) implements Stage {
    @Override
    public Type<?> type() {
      return input.type();
    }

    @Override
    public List<Stage> inputs() {
      return List.of(input);
    }

    @Override
    public Stage named(String name) {
      return new Peek(name, input, function);
    }
  }

  /** Asks an outside service about each record. */
  record Async(
      String name, Type<?> type, Stage input, AsyncFunction<?, ?> function, AsyncOptions options)
      implements Stage {
    @Override
    public List<Stage> inputs() {
      return List.of(input);
    }

    @Override
    public Stage named(String name) {
      return new Async(name, type, input, function, options);
    }
  }

  /** The records that pass a test; its side output: all others. */
  record Split(String name, Stage input, FilterFunction<?> function) implements Stage {
    @Override
    public Type<?> type() {
      return input.type();
    }

    @Override
    public List<Stage> inputs() {
      return List.of(input);
    }

    @Override
    public Stage named(String name) {
      return new Split(name, input, function);
    }
  }

  /** What else comes out of a stage: late records, dead letters, what a split did not match. */
  record SideOutput(String name, Type<?> type, Stage of) implements Stage {
    @Override
    public List<Stage> inputs() {
      return List.of(of);
    }

    @Override
    public Stage named(String name) {
      return new SideOutput(name, type, of);
    }
  }

  /** Sends records to workers regardless of keys. */
  record Redistribute(String name, Stage input, To to) implements Stage {
    /** Who gets a record. */
    public enum To {
      /** The workers in turn. */
      NEXT,
      /** All workers. */
      ALL
    }

    @Override
    public Type<?> type() {
      return input.type();
    }

    @Override
    public List<Stage> inputs() {
      return List.of(input);
    }

    @Override
    public Stage named(String name) {
      return new Redistribute(name, input, to);
    }
  }

  /** The records of several streams of one type, merged by event time. */
  record Merge(String name, Type<?> type, List<Stage> inputs) implements Stage {
    public Merge {
      inputs = List.copyOf(inputs);
    }

    @Override
    public Stage named(String name) {
      return new Merge(name, type, inputs);
    }
  }

  /** Port 0: the left records; port 1: the right ones, which are looked up. */
  record LookupJoin(
      String name,
      Type<?> type,
      Stage left,
      Stage right,
      On<?, ?, ?> on,
      Lookup<?, ?> lookup,
      JoinFunction<?, ?, ?> join)
      implements Stage {
    @Override
    public List<Stage> inputs() {
      return List.of(left, right);
    }

    @Override
    public Stage named(String name) {
      return new LookupJoin(name, type, left, right, on, lookup, join);
    }
  }

  /** The model operator. Port 0: samples; port 1: labels. Read through {@link LearnOutput}. */
  record Learn(String name, Type<?> type, Stage samples, Stage labels, LearnOptions<?, ?> options)
      implements Stage {
    @Override
    public List<Stage> inputs() {
      return List.of(samples, labels);
    }

    @Override
    public Stage named(String name) {
      return new Learn(name, type, samples, labels, options);
    }
  }

  /** One of the two outputs of the model operator. */
  record LearnOutput(String name, Type<?> type, Learn learn, Output output) implements Stage {
    /** Which output. */
    public enum Output {
      /** {@link org.tensair.api.Prediction} of each sample. */
      PREDICTIONS,
      /** {@link org.tensair.api.Step} of each labelled mini-batch. */
      STEPS
    }

    @Override
    public List<Stage> inputs() {
      return List.of(learn);
    }

    @Override
    public Stage named(String name) {
      return new LearnOutput(name, type, learn, output);
    }
  }

  /** Writes a stream's records to a sink. */
  record Write(String name, Stage input, Sink<?> sink) implements Stage {
    @Override
    public Type<?> type() {
      return input.type();
    }

    @Override
    public List<Stage> inputs() {
      return List.of(input);
    }

    @Override
    public Stage named(String name) {
      return new Write(name, input, sink);
    }
  }
}
