package org.tensair.engine.source;

import org.tensair.api.DeadLetter;
import org.tensair.api.SourceReader;

/** Takes what is read of a split in one go. */
interface Records extends SourceReader.Output<Object> {

  /** How many records it has taken. */
  int size();

  /** How many it can take. */
  int capacity();

  /** The greatest event time of these; {@code Long.MIN_VALUE} if there is none. */
  long newest();

  /** Takes what stands for a record that could not be read. */
  void deadLetter(DeadLetter letter, long eventTime);

  /** Throws what has failed behind it, also if the reader has not let that through. */
  default void check() {}
}
