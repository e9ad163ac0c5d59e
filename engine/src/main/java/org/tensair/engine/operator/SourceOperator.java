package org.tensair.engine.operator;

import org.tensair.api.DeadLetter;

/** Where the records of one source enter a chain, after the readers and the merge. */
public final class SourceOperator extends InlineOperator {

  private final boolean stopsAtBadRecords;

  /**
   * @param stopsAtBadRecords whether a record that cannot be read ends the run
   */
  public SourceOperator(String stage, StageCounters counters, boolean stopsAtBadRecords) {
    super(stage, counters);
    this.stopsAtBadRecords = stopsAtBadRecords;
  }

  /** Whether a record that cannot be read ends the run. */
  public boolean stopsAtBadRecords() {
    return stopsAtBadRecords;
  }

  @Override
  protected Port code(Port next) {
    return next;
  }

  /** Counts a record that came behind the event time of its split; it is processed all the same. */
  public void countLate() {
    counters().countLate();
  }

  /** Hands a record that could not be read to whoever takes those. */
  public void deadLetter(DeadLetter letter, long eventTime) {
    counters().countDropped();
    emitAside(letter, eventTime);
  }
}
