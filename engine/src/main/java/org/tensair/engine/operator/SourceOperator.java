package org.tensair.engine.operator;

/** Where the records of one source enter the graph, after the reader threads and the merge. */
public final class SourceOperator extends Operator {

  /** The stage named {@code stage}. */
  public SourceOperator(String stage, StageCounters counters) {
    super(stage, counters);
  }

  @Override
  public void accept(Object record, long eventTime) {
    emit(record, eventTime);
  }

  /** Counts a record that came behind the event time of its split; it is processed all the same. */
  public void countLate() {
    counters().countLate();
  }
}
