package org.tensair.engine.operator;

import org.jspecify.annotations.Nullable;

/**
 * A stage whose code becomes part of the code of the stages before it: its port is a lambda, or
 * where several of the kind follow each other a form of {@link OwnClass}, that holds its functions
 * and the next port, see {@link ConstantPort}.
 */
public abstract class InlineOperator extends Operator {

  private @Nullable Port in;

  /** The stage named {@code stage}. */
  protected InlineOperator(String stage, StageCounters counters) {
    super(stage, counters);
  }

  /**
   * The stage's code: all that it calls for each record should be captured by it.
   *
   * @param next takes the results
   */
  protected abstract Port code(Port next);

  @Override
  public final Port in() {
    Port code = in;
    if (code == null) {
      code = code(results());
      in = code;
    }
    return code;
  }

  @Override
  public final void accept(Object record, long eventTime) {
    in().accept(record, eventTime);
  }
}
