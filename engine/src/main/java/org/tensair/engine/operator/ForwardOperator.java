package org.tensair.engine.operator;

/**
 * Hands on what comes in: a merge of streams, or an output of a model operator. The worker goes
 * through the sources in event-time order, so what a merge gets is in that order already.
 */
public final class ForwardOperator extends Operator {

  /** The stage named {@code stage}. */
  public ForwardOperator(String stage, StageCounters counters) {
    super(stage, counters);
  }

  @Override
  public void accept(Object record, long eventTime) {
    counters().countIn();
    emit(record, eventTime);
  }
}
