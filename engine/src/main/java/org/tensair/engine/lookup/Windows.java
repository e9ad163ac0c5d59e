package org.tensair.engine.lookup;

/** One key's windows that end now, one for each duration. */
interface Windows {

  /** Adds a right record. */
  void add(Object row, long time) throws Exception;

  /** Moves the windows' ends to {@code time}, unless they are further already. */
  void advance(long time) throws Exception;

  /**
   * The aggregate of the rows in ({@code time} − duration, {@code time}]; after {@link #advance}.
   */
  Object result(int duration, long time) throws Exception;
}
