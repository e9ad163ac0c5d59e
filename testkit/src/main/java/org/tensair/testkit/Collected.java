package org.tensair.testkit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.tensair.api.Sink;
import org.tensair.api.SinkWriter;

/**
 * Keeps what it is given, for the test to look at, also if it was serialized on the way.
 *
 * @param id of the list that its writers share
 */
record Collected<T>(String name, String id) implements Sink<T> {

  private static final Map<String, List<At<?>>> LISTS = new ConcurrentHashMap<>();

  /** A record with its event time. */
  record At<T>(T value, long time) {}

  static <T> Collected<T> as(String name) {
    return new Collected<>(name, UUID.randomUUID().toString());
  }

  /** What was written so far, in that order. */
  @SuppressWarnings("unchecked") // Only write(...) adds to the list of this id.
  List<At<T>> records() {
    List<At<?>> list = list();
    synchronized (list) {
      return (List<At<T>>) (List<?>) List.copyOf(list);
    }
  }

  private List<At<?>> list() {
    return LISTS.computeIfAbsent(id, each -> Collections.synchronizedList(new ArrayList<>()));
  }

  @Override
  public SinkWriter<T> open() {
    List<At<?>> list = list();
    return new SinkWriter<>() {
      @Override
      public void write(T record, long eventTime) {
        list.add(new At<>(record, eventTime));
      }

      @Override
      public void close() {}
    };
  }
}
