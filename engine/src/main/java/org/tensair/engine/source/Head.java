package org.tensair.engine.source;

/**
 * The next record of one input of a chain: of a split, or of what another worker sends. Used by one
 * worker only.
 */
public abstract class Head {

  private long newest = Long.MIN_VALUE;

  /** Whether there is a record now that may be taken. */
  public abstract boolean present();

  /** Whether there is no record now and there will be none. */
  public abstract boolean ended();

  /** Event time of the record; requires {@link #present}. */
  public abstract long time();

  /** Sends the record through the chain and moves to the next one; requires {@link #present}. */
  public abstract void forward();

  /** No record with this time or an earlier one will come, but late ones. */
  public abstract long watermark();

  /** Whether this input has nothing to say of the time for now. */
  public boolean idle() {
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
