package org.tensair.exchange;

/**
 * How far a replica has come; only forwards.
 *
 * <pre>
 *   RUNNING --- end() ---&gt; ENDED --- nothing left to send, receive, apply or score ---&gt; SETTLED
 * </pre>
 */
public enum Phase {
  /** May train more mini-batches. */
  RUNNING,

  /** Trains no more, but still applies, acknowledges and scores. */
  ENDED,

  /**
   * Has applied everything of every live replica, all of which have ended, and knows that they have
   * received everything of its own. It is at rest when they have settled too.
   */
  SETTLED
}
