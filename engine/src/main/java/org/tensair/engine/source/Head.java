package org.tensair.engine.source;

import org.jspecify.annotations.Nullable;
import org.tensair.engine.operator.Padding;
import org.tensair.engine.operator.TimeStep;
import org.tensair.engine.operator.TimedQueue;

/**
 * The next record of one input of a chain: of a split, or of what another worker sends. Used by one
 * worker only.
 */
public abstract class Head extends Padding {

  private @Nullable TimedQueue held;
  private long newest = Long.MIN_VALUE;

  /** Whether there is a record now that may be taken. */
  public abstract boolean present();

  /** Whether there is no record now and there will be none. */
  public abstract boolean ended();

  /** Event time of the record; requires {@link #present}. */
  public abstract long time();

  /** Sends the record through the chain and moves to the next one; requires {@link #present}. */
  public abstract void forward();

  /**
   * Does so for each record that there is, up to {@code most} of them, as a step of its own. Every
   * kind of input has a loop of its own, since one for all would cost calls that cannot be inlined.
   *
   * @return how many there were
   */
  public abstract int forward(int most, TimeStep step);

  /** Puts the record aside and moves to the next one; requires {@link #present}. */
  public abstract void hold();

  /** Sends what was put aside through the chain. */
  public final void forwardHeld() {
    if (held != null) {
      held.drainTo(this::enter);
    }
  }

  /** Sends a record through the chain. */
  protected abstract void enter(Object record, long time);

  /** Puts a record aside. */
  protected final void hold(Object record, long time) {
    if (held == null) {
      held = new TimedQueue();
    }
    held.add(record, time);
  }

  /** No record with this time or an earlier one will come, but late ones. */
  public abstract long watermark();

  /** Whether this input has nothing to say of the time for now. */
  public boolean idle() {
    return false;
  }

  /** Whether an input that gives nothing for a while is taken for idle; else it says so itself. */
  public boolean timesOut() {
    return false;
  }

  /** The snapshot that this input has come to, whose records must wait; 0 for none. */
  public long marker() {
    return 0;
  }

  /** Lets the records after the marker go. */
  public void pass() {}

  /** The greatest event time of the records that went through. */
  public final long newest() {
    return newest;
  }

  /**
   * Notes the time of a record that goes through.
   *
   * @return whether it is behind the newest
   */
  protected final boolean behind(long time) {
    if (time < newest) {
      return true;
    }
    newest = time;
    return false;
  }
}
