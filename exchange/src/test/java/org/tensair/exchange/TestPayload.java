package org.tensair.exchange;

import java.util.concurrent.atomic.AtomicInteger;

/** A payload that counts its references; made with one. */
final class TestPayload implements Payload {
  final AtomicInteger references = new AtomicInteger(1);
  private final long bytes;
  private final boolean finite;

  TestPayload() {
    this(100, true);
  }

  TestPayload(long bytes, boolean finite) {
    this.bytes = bytes;
    this.finite = finite;
  }

  @Override
  public long bytes() {
    return bytes;
  }

  @Override
  public boolean finite() {
    return finite;
  }

  @Override
  public void retain() {
    references.incrementAndGet();
  }

  @Override
  public void release() {
    references.decrementAndGet();
  }
}
