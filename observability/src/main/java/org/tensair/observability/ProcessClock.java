package org.tensair.observability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * Seconds since this process was started: the Java start-up, and the shell script before it, count.
 *
 * <p>Linux says to 10 ms how old a process is, by {@code /proc}. The start time that Java offers
 * there is built from a boot time in whole seconds, and up to a second off; it serves elsewhere.
 */
public final class ProcessClock {

  /** Fields after the command in {@code /proc/self/stat}, counted from 0: the start time. */
  private static final int START_TICKS = 19;

  /** Linux shows user space 100 ticks a second on every platform that Java runs on. */
  private static final double TICKS_PER_SECOND = 100;

  private final long originNanos;

  private ProcessClock(double ageSeconds) {
    originNanos = System.nanoTime() - (long) (ageSeconds * 1e9);
  }

  /** A clock whose zero is the start of this process. */
  public static ProcessClock sinceProcessStart() {
    return new ProcessClock(ageSeconds());
  }

  /** Seconds since the process was started; any thread. */
  public double seconds() {
    return (System.nanoTime() - originNanos) * 1e-9;
  }

  private static double ageSeconds() {
    try {
      return ageSeconds(
          Files.readString(Path.of("/proc/uptime")), Files.readString(Path.of("/proc/self/stat")));
    } catch (IOException notLinux) {
      Instant now = Instant.now();
      Instant start = ProcessHandle.current().info().startInstant().orElse(now);
      return Duration.between(start, now).toNanos() * 1e-9;
    }
  }

  static double ageSeconds(String uptime, String stat) {
    // The command stands in parentheses and may itself hold spaces and parentheses.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    double started = Long.parseLong(fields[START_TICKS]) / TICKS_PER_SECOND;
    return Double.parseDouble(uptime.substring(0, uptime.indexOf(' '))) - started;
  }
}
