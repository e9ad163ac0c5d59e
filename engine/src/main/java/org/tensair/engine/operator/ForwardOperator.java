package org.tensair.engine.operator;

/**
 * Hands on what comes in: a merge of streams, or an output of a model operator. The worker goes
 * through the sources in event-time order, so what a merge gets is in that order already.
 */
public final class ForwardOperator extends InlineOperator {

  /** The stage named {@code stage}. */
  public ForwardOperator(String stage, StageCounters counters) {
    super(stage, counters);
  }

  @Override
  protected Port code(Port next) {
    StageCounters counters = counters();
    return (record, eventTime) -> {
      counters.countIn();
      next.accept(record, eventTime);
    };
  }
}
