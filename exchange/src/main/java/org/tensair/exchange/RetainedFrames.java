package org.tensair.exchange;

/**
 * A replica's own messages with content, by ordinal, until all peers that count have received them.
 * Holds one reference to each payload. A ring that grows.
 */
final class RetainedFrames {
  /** Counted for each message beside its payload, so that bare scores are bounded too. */
  private static final long OVERHEAD = 256;

  private Frame[] frames = new Frame[64];
  private long[] sentAt = new long[64];
  private long first = 1;
  private long last;
  private long bytes;

  /** Adds the next message. */
  void add(Frame frame, long now) {
    if (frame.sender().ordinal() != last + 1) {
      throw new IllegalStateException(
          "Retained frames: found ordinal "
              + frame.sender().ordinal()
              + ", required "
              + (last + 1)
              + ".");
    }
    if (last - first + 1 == frames.length) {
      grow();
    }
    frame.retain();
    last++;
    bytes += frame.bytes() + OVERHEAD;
    frames[slot(last)] = frame;
    sentAt[slot(last)] = now;
  }

  /** The ordinal of the oldest message kept, or the next one's if there is none. */
  long first() {
    return first;
  }

  /** The ordinal of the newest message; 0 if there never was one. */
  long last() {
    return last;
  }

  long bytes() {
    return bytes;
  }

  Frame get(long ordinal) {
    return frames[slot(ordinal)];
  }

  /** When a message was first sent. */
  long sentAt(long ordinal) {
    return sentAt[slot(ordinal)];
  }

  /** Forgets and releases all messages up to {@code ordinal}. */
  @SuppressWarnings("NullAway") // An empty slot of the ring is null; get() is never asked for one.
  void dropThrough(long ordinal) {
    while (first <= ordinal) {
      Frame frame = frames[slot(first)];
      frames[slot(first)] = null;
      first++;
      bytes -= frame.bytes() + OVERHEAD;
      frame.release();
    }
  }

  private void grow() {
    Frame[] moreFrames = new Frame[2 * frames.length];
    long[] moreSentAt = new long[2 * frames.length];
    for (long ordinal = first; ordinal <= last; ordinal++) {
      int slot = (int) (ordinal & (moreFrames.length - 1));
      moreFrames[slot] = frames[slot(ordinal)];
      moreSentAt[slot] = sentAt[slot(ordinal)];
    }
    frames = moreFrames;
    sentAt = moreSentAt;
  }

  private int slot(long ordinal) {
    return (int) (ordinal & (frames.length - 1));
  }
}
