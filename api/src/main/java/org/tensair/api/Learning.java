package org.tensair.api;

import org.tensair.api.plan.Stage;
import org.tensair.api.plan.Stage.LearnOutput.Output;

/**
 * The outputs of a model operator.
 *
 * @param <T> samples
 */
public final class Learning<T> {

  private final Pipeline pipeline;
  private Stage.Learn learn;

  Learning(Pipeline pipeline, Stage.Learn learn) {
    this.pipeline = pipeline;
    this.learn = learn;
  }

  /** Gives the model operator a stable name; call it before its outputs are used. */
  public Learning<T> named(String name) {
    Stage.Learn renamed =
        new Stage.Learn(name, learn.type(), learn.samples(), learn.labels(), learn.options());
    learn = pipeline.replace(learn, renamed);
    return this;
  }

  /** Each sample's prediction, made before any model saw its label. */
  public Stream<Prediction<T>> predictions() {
    return output(Output.PREDICTIONS, Type.of(Prediction.class, learn.type()));
  }

  /** What happened with each labelled mini-batch. */
  public Stream<Step> steps() {
    return output(Output.STEPS, Type.of(Step.class));
  }

  private <R> Stream<R> output(Output output, Type<R> type) {
    String name = learn.name() + "." + output.name().toLowerCase(java.util.Locale.ROOT);
    return new Stream<>(pipeline, pipeline.add(new Stage.LearnOutput(name, type, learn, output)));
  }
}
