package org.tensair.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.tensair.api.Sink;
import org.tensair.api.SinkWriter;

/** Keeps what it is given, for the test to look at. */
final class CollectingSink<T> implements Sink<T> {

  private final String name;
  private final transient List<T> records = Collections.synchronizedList(new ArrayList<>());
  private final transient List<Long> times = Collections.synchronizedList(new ArrayList<>());
  private volatile boolean flushed;
  private volatile boolean closed;

  CollectingSink(String name) {
    this.name = name;
  }

  List<T> records() {
    return List.copyOf(records);
  }

  List<Long> times() {
    return List.copyOf(times);
  }

  boolean flushed() {
    return flushed;
  }

  boolean closed() {
    return closed;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public SinkWriter<T> open() {
    return new SinkWriter<>() {
      @Override
      public void write(T value, long eventTime) {
        records.add(value);
        times.add(eventTime);
      }

      @Override
      public void flush() {
        flushed = true;
      }

      @Override
      public void close() {
        closed = true;
      }
    };
  }
}
