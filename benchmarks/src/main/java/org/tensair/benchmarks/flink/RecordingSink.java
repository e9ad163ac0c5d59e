package org.tensair.benchmarks.flink;

import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.api.java.tuple.Tuple3;
import org.tensair.benchmarks.workload.Trial;

/** Gives the trial what comes out: window end, key, value. */
final class RecordingSink implements Sink<Tuple3<Long, Long, Long>> {

  private static final long serialVersionUID = 1;

  @Override
  public SinkWriter<Tuple3<Long, Long, Long>> createWriter(WriterInitContext context) {
    Trial trial = Trial.current();
    return new SinkWriter<>() {
      @Override
      public void write(Tuple3<Long, Long, Long> result, Context place) {
        trial.record(result.f0, result.f1, result.f2);
      }

      @Override
      public void flush(boolean endOfInput) {}

      @Override
      public void close() {}
    };
  }
}
