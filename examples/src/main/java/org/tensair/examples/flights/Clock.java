package org.tensair.examples.flights;

/**
 * Time in the flights' files: whole minutes since 2013-01-01T00:00−05:00, elapsed; the clocks of
 * New York show one hour more during daylight saving.
 */
public final class Clock {

  /** 2013-01-01T05:00Z in milliseconds since the epoch. */
  private static final long START = 1_357_016_400_000L;

  private static final int DAYLIGHT_SAVING_STARTS = 98_040;
  private static final int DAYLIGHT_SAVING_ENDS = 440_700;
  private static final int DAY = 24 * 60;

  private Clock() {}

  /** Event time of a minute, in milliseconds since the epoch. */
  public static long eventTime(int minute) {
    return START + minute * 60_000L;
  }

  /** Days since New Year on the clocks of New York. */
  static int day(int minute) {
    return local(minute) / DAY;
  }

  /** Minute of the day on the clocks of New York, from 0 to 1,439. */
  static int minuteOfDay(int minute) {
    return local(minute) % DAY;
  }

  /** Day of the week, from 0 (Monday) to 6; New Year 2013 was a Tuesday. */
  static int weekday(int minute) {
    return (day(minute) + 1) % 7;
  }

  /**
   * Without a branch: one that is first taken in March makes the JIT throw away what it compiled of
   * everything around it.
   */
  private static int local(int minute) {
    // The sign bit is set where both differences are negative.
    int saving = ((DAYLIGHT_SAVING_STARTS - 1 - minute) & (minute - DAYLIGHT_SAVING_ENDS)) >>> 31;
    return minute + 60 * saving;
  }
}
