package org.tensair.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensair.api.Sink;
import org.tensair.api.SinkWriter;

/**
 * Shows what was committed only, as a file or a broker with transactions would; it outlives the
 * runs that write to it.
 */
final class TransactionalSink<T> implements Sink<T> {

  private final String name;
  private final boolean parallel;
  private final transient Map<String, List<T>> committed = new LinkedHashMap<>();

  TransactionalSink(String name, boolean parallel) {
    this.name = name;
    this.parallel = parallel;
  }

  /** Everything that was committed, in the order of commits. */
  synchronized List<T> records() {
    List<T> all = new ArrayList<>();
    committed.values().forEach(all::addAll);
    return all;
  }

  private synchronized void commit(Prepared<T> prepared) {
    committed.putIfAbsent(prepared.id(), prepared.records());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean parallel() {
    return parallel;
  }

  @Override
  public boolean transactional() {
    return true;
  }

  @Override
  public SinkWriter<T> open() {
    return open(0, 1);
  }

  @Override
  public SinkWriter<T> open(int worker, int workers) {
    return new SinkWriter<>() {
      private List<T> open = new ArrayList<>();

      @Override
      public void write(T value, long eventTime) {
        open.add(value);
      }

      @Override
      public @Nullable Object prepare(long snapshot) {
        if (open.isEmpty()) {
          return null;
        }
        Prepared<T> prepared = new Prepared<>(java.util.UUID.randomUUID().toString(), open);
        open = new ArrayList<>();
        return prepared;
      }

      @Override
      @SuppressWarnings("unchecked")
      public void commit(Object prepared) {
        TransactionalSink.this.commit((Prepared<T>) prepared);
      }

      @Override
      public void recover(List<Object> prepared) {
        prepared.forEach(this::commit);
      }

      @Override
      public void close() {}
    };
  }

  /** A transaction that was not shown yet. */
  record Prepared<T>(String id, List<T> records) {}
}
