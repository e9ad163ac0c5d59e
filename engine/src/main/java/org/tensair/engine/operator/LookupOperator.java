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
public final class LookupOperator extends Operator implements TimeStep.Waiting {

  private final KeySelector<Object, Object> leftKey;
  private final KeySelector<Object, Object> rightKey;
  private final LookupState state;
  private final JoinFunction<Object, @Nullable Object, Object> join;
  private final TimedQueue left = new TimedQueue();
  private final Port leave = new Leave();
  private final boolean follows;
  private final Port right = new Right();
  private final TimeStep step;
  private final int place;

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
  public void accept(Object record, long eventTime) {
    counters().countIn();
    if (follows) {
      leave.accept(record, eventTime);
    } else {
      left.add(record, eventTime);
      step.waiting(place);
    }
  }

  @Override
  public void go() {
    left.drainTo(leave);
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

  private final class Leave implements Port {
    @Override
    @SuppressWarnings("NullAway") // It does not see that the join's V may be null.
    public void accept(Object record, long eventTime) {
      Object result;
      try {
        Object key = Failures.present(leftKey.keyOf(record), "key");
        result = Failures.present(join.join(record, state.find(key, eventTime)), "record");
      } catch (Throwable failure) {
        throw failed("lookup", record, eventTime, failure);
      }
      emit(result, eventTime);
    }
  }
}
