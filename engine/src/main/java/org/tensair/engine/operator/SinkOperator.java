package org.tensair.engine.operator;

import org.jspecify.annotations.Nullable;
import org.tensair.api.ExecutionFailedException;
import org.tensair.api.Sink;
import org.tensair.api.SinkWriter;

/**
 * Writes records to a sink; the end of a chain. A slow sink slows the worker, and so the sources.
 */
public final class SinkOperator extends Operator {

  private final Sink<Object> sink;
  private @Nullable SinkWriter<Object> writer;

  /** Writes to {@code sink} for the stage named {@code stage}. */
  public SinkOperator(String stage, StageCounters counters, Sink<Object> sink) {
    super(stage, counters);
    this.sink = sink;
  }

  /** Opens the sink; before the first record. */
  public void open() {
    try {
      writer = sink.open();
    } catch (Throwable failure) {
      throw new ExecutionFailedException(
          stage(), "opening the sink: " + Reason.of(failure), failure);
    }
  }

  @Override
  public void accept(Object record, long eventTime) {
    counters().countIn();
    try {
      opened().write(record, eventTime);
    } catch (Throwable failure) {
      throw failed("write", record, eventTime, failure);
    }
  }

  /** Makes everything written durable; after the last record. */
  public void flush() {
    try {
      opened().flush();
    } catch (Throwable failure) {
      throw new ExecutionFailedException(
          stage(), "flushing the sink: " + Reason.of(failure), failure);
    }
  }

  /** Closes the sink if it is open. */
  public void close() {
    SinkWriter<Object> closing = writer;
    writer = null;
    try {
      if (closing != null) {
        closing.close();
      }
    } catch (Throwable failure) {
      throw new ExecutionFailedException(
          stage(), "closing the sink: " + Reason.of(failure), failure);
    }
  }

  private SinkWriter<Object> opened() {
    if (writer == null) {
      throw new IllegalStateException("The sink is not open.");
    }
    return writer;
  }
}
