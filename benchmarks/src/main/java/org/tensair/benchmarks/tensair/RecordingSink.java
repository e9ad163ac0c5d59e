package org.tensair.benchmarks.tensair;

import org.tensair.api.Sink;
import org.tensair.api.SinkWriter;
import org.tensair.benchmarks.workload.Trial;

/** Gives the trial what comes out; each worker by itself. */
final class RecordingSink implements Sink<Result> {

  private static final long serialVersionUID = 1;

  @Override
  public String name() {
    return "results";
  }

  @Override
  public boolean parallel() {
    return true;
  }

  @Override
  public SinkWriter<Result> open() {
    Trial trial = Trial.current();
    return new SinkWriter<>() {
      @Override
      public void write(Result result, long eventTime) {
        trial.record(result.windowEnd(), result.key(), result.value());
      }

      @Override
      public void close() {}
    };
  }
}
