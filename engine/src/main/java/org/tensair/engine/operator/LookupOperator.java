package org.tensair.engine.operator;

import org.jspecify.annotations.Nullable;
import org.tensair.api.JoinFunction;
import org.tensair.api.KeySelector;
import org.tensair.api.On;
import org.tensair.engine.lookup.LookupState;
import org.tensair.engine.snapshot.StateInput;

/**
 * Joins each left record with what its key finds among the right records at its event time. Port 0
 * takes the left records, which wait for the end of their time step, at the first of lookups in a
 * row; {@link #right} takes the others.
 */
public final class LookupOperator extends InlineOperator implements TimeStep.Waiting {

  private final KeySelector<Object, Object> leftKey;
  private final KeySelector<Object, Object> rightKey;
  private final LookupState state;
  private final JoinFunction<Object, @Nullable Object, Object> join;
  private final TimedQueue left = new TimedQueue();
  private final boolean follows;
  private final Port right = new Right();
  private final TimeStep step;
  private final int place;
  private @Nullable Port leave;

  /**
   * @param on keys of left and right records
   * @param state keeps the right records
   * @param join makes the result
   * @param step the worker's; stages are made in plan order
   * @param follows whether left records come from a lookup at which they have waited, and find all
   *     they need here too: then they do not wait again
   */
  public LookupOperator(
      String stage,
      StageCounters counters,
      On<Object, Object, Object> on,
      LookupState state,
      JoinFunction<Object, @Nullable Object, Object> join,
      TimeStep step,
      boolean follows) {
    super(stage, counters);
    this.leftKey = on.left();
    this.rightKey = on.right();
    this.state = state;
    this.join = join;
    this.step = step;
    this.follows = follows;
    this.place = follows ? -1 : step.add(this);
  }

  /** Takes the records that are looked up. */
  public Port right() {
    return right;
  }

  @Override
  protected Port code(Port next) {
    StageCounters counters = counters();
    if (follows) {
      Port joined = joining(next);
      return (record, eventTime) -> {
        counters.countIn();
        joined.accept(record, eventTime);
      };
    }
    return (record, eventTime) -> {
      counters.countIn();
      left.add(record, eventTime);
      step.waiting(place);
    };
  }

  /** Looks records up and joins them. */
  @SuppressWarnings("NullAway") // It does not see that the join's V may be null.
  private Port joining(Port next) {
    KeySelector<Object, Object> keyOf = leftKey;
    JoinFunction<Object, @Nullable Object, Object> joined = join;
    LookupState rows = state;
    return (record, eventTime) -> {
      Object result;
      try {
        Object key = Failures.present(keyOf.keyOf(record), "key");
        result = Failures.present(joined.join(record, rows.find(key, eventTime)), "record");
      } catch (Throwable failure) {
        throw failed("lookup", record, eventTime, failure);
      }
      next.accept(result, eventTime);
    };
  }

  @Override
  public void go() {
    Port port = leave;
    if (port == null) {
      port = joining(results()).entry();
      leave = port;
    }
    left.drainTo(port);
  }

  @Override
  public void save(StateWriter out) throws Exception {
    state.save(out::of);
  }

  @Override
  public void restore(StateReader in) throws Exception {
    for (StateInput section : in.keyed()) {
      while (section.hasMore()) {
        state.restore(section);
      }
    }
  }

  private final class Right implements Port {
    @Override
    public void accept(Object record, long eventTime) {
      counters().countIn();
      try {
        Object key = Failures.present(rightKey.keyOf(record), "key");
        state.add(key, record, eventTime);
      } catch (Throwable failure) {
        throw failed("lookup's right side", record, eventTime, failure);
      }
    }
  }
}
