package org.tensair.api.plan;

import java.util.List;
import org.tensair.api.FilterFunction;
import org.tensair.api.FlatMapFunction;
import org.tensair.api.JoinFunction;
import org.tensair.api.LearnOptions;
import org.tensair.api.Lookup;
import org.tensair.api.MapFunction;
import org.tensair.api.On;
import org.tensair.api.Sink;
import org.tensair.api.Source;
import org.tensair.api.Type;

/**
 * One node of a plan. Its inputs are the stages that feed it; its name is unique in the plan and
 * stable between runs.
 */
public sealed interface Stage {

  /** Unique in the plan; used in metrics, errors and snapshots. */
  String name();

  /** The type of the records that come out; for a sink, of those that go in. */
  Type<?> type();

  /** The stages whose records come in, in port order. */
  List<Stage> inputs();

  /** This stage under another name. */
  Stage named(String name);

  /** Reads a source. */
  record Read(String name, Source<?> source) implements Stage {
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
      return new Read(name, source);
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
