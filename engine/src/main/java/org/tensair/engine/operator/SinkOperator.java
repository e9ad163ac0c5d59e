package org.tensair.engine.operator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tensair.api.ExecutionFailedException;
import org.tensair.api.Sink;
import org.tensair.api.SinkWriter;
import org.tensair.engine.snapshot.StateInput;

/**
 * Writes records to a sink; the end of a chain. A slow sink slows the worker, and so the sources.
 */
public final class SinkOperator extends Operator {

  private final Sink<Object> sink;
  private final TreeMap<Long, Object> prepared = new TreeMap<>();
  private @Nullable SinkWriter<Object> writer;

  /** Writes to {@code sink} for the stage named {@code stage}. */
  public SinkOperator(String stage, StageCounters counters, Sink<Object> sink) {
    super(stage, counters);
    this.sink = sink;
  }

  /** Opens the sink, unless it is open; before the first record. */
  public void open(int worker, int workers) {
    if (writer != null) {
      return;
    }
    try {
      writer = sink.open(worker, workers);
    } catch (Throwable failure) {
      throw failed("opening the sink", failure);
    }
  }

  /** Commits what a restored snapshot has prepared, and removes what came after it. */
  public void recover(List<StateInput> sections) {
    try {
      List<Object> all = new ArrayList<>();
      for (StateInput section : sections) {
        while (section.hasMore()) {
          Object each = section.readValue();
          if (each != null) {
            all.add(each);
          }
        }
      }
      opened().recover(all);
    } catch (Throwable failure) {
      throw failed("recovering the sink", failure);
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

  /** Prepares what was written, and saves all that is prepared and not committed. */
  @Override
  public void save(StateWriter out) {
    try {
      Object transaction = opened().prepare(out.snapshot());
      if (transaction != null) {
        prepared.put(out.snapshot(), transaction);
      }
      for (Object each : prepared.values()) {
        out.group(StateWriter.NO_KEY).writeValue(each);
      }
    } catch (Throwable failure) {
      throw failed("preparing the sink for a snapshot", failure);
    }
  }

  /** Commits what was prepared for snapshots up to this one. */
  public void commit(long snapshot) {
    try {
      Map<Long, Object> durable = prepared.headMap(snapshot, true);
      for (Object transaction : durable.values()) {
        opened().commit(transaction);
      }
      durable.clear();
    } catch (Throwable failure) {
      throw failed("committing the sink", failure);
    }
  }

  /** Shows everything written; after the last record of a run without snapshots. */
  public void finish() {
    try {
      Object transaction = opened().prepare(Long.MAX_VALUE);
      if (transaction != null) {
        opened().commit(transaction);
      }
    } catch (Throwable failure) {
      throw failed("flushing the sink", failure);
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
      throw failed("closing the sink", failure);
    }
  }

  private ExecutionFailedException failed(String doing, Throwable failure) {
    return new ExecutionFailedException(stage(), doing + ": " + Reason.of(failure), failure);
  }

  private SinkWriter<Object> opened() {
    if (writer == null) {
      throw new IllegalStateException("The sink is not open.");
    }
    return writer;
  }
}
