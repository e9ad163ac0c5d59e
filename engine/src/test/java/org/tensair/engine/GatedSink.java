package org.tensair.engine;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.tensair.api.Sink;
import org.tensair.api.SinkWriter;

/** Counts, and lets the test wait for a number of records; may block at one of them. */
record GatedSink<T>(
    String name, long blockAt, CountDownLatch reached, CountDownLatch gate, AtomicLong written)
    implements Sink<T> {

  /** Blocks at the record with this number, from 1, until the gate is opened. */
  static <T> GatedSink<T> blockingAt(String name, long number) {
    return new GatedSink<>(
        name, number, new CountDownLatch(1), new CountDownLatch(1), new AtomicLong());
  }

  /** Never blocks; {@code reached} opens at the record with this number. */
  static <T> GatedSink<T> reporting(String name, long number) {
    return new GatedSink<>(
        name, number, new CountDownLatch(1), new CountDownLatch(0), new AtomicLong());
  }

  @Override
  public SinkWriter<T> open() {
    return new SinkWriter<>() {
      @Override
      public void write(T value, long eventTime) throws InterruptedException {
        if (written.incrementAndGet() == blockAt) {
          reached.countDown();
          gate.await();
        }
      }

      @Override
      public void close() throws IOException {}
    };
  }
}
