package org.tensair.engine.source;

import org.jspecify.annotations.Nullable;
import org.tensair.api.DeadLetter;
import org.tensair.engine.operator.Padding;
import org.tensair.engine.operator.Port;
import org.tensair.engine.operator.TimeStep;

/** The reads of a split whose records go straight through the chain, each as a step of its own. */
final class Through extends Padding implements Records {

  private final SplitHead head;
  private final Port entry;
  private final TimeStep step;
  private int most;
  private int count;
  private @Nullable Throwable failure;

  Through(SplitHead head, TimeStep step) {
    this.head = head;
    this.entry = head.entry();
    this.step = step;
  }

  /** Begins another read, of at most so many records. */
  Through upTo(int records) {
    most = records;
    count = 0;
    return this;
  }

  @Override
  public void emit(Object record, long eventTime) {
    RecordBatch.check(record, count, most);
    count++;
    head.passed(eventTime, false);
    try {
      entry.accept(record, eventTime);
      step.finish();
    } catch (Throwable thrown) {
      failure = thrown;
      throw thrown;
    }
  }

  @Override
  public void deadLetter(DeadLetter letter, long eventTime) {
    head.passed(eventTime, true);
    head.enter(letter, eventTime);
    step.finish();
  }

  @Override
  public void check() {
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure instanceof RuntimeException thrown) {
      throw thrown;
    }
  }

  @Override
  public int size() {
    return count;
  }

  @Override
  public int capacity() {
    return most;
  }

  @Override
  public long newest() {
    return head.newest();
  }
}
