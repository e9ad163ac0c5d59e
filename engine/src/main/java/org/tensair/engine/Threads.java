package org.tensair.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The threads of one run, named {@code <role>-<pipeline>}: what systems show of a name, 15
 * characters on Linux, tells their roles. They are daemons: a pipeline that nobody awaits ends with
 * the program. Thread-safe.
 */
final class Threads {

  private final String pipeline;
  private final List<Thread> started = new ArrayList<>();
  private boolean interrupted;

  Threads(String pipeline) {
    this.pipeline = pipeline;
  }

  /** Starts a thread; one that is started after {@link #interruptAll} is interrupted at once. */
  synchronized Thread start(String role, Runnable work) {
    Thread thread = new Thread(work, role + "-" + pipeline);
    thread.setDaemon(true);
    started.add(thread);
    thread.start();
    if (interrupted) {
      thread.interrupt();
    }
    return thread;
  }

  /** Interrupts all threads but the calling one. */
  synchronized void interruptAll() {
    interrupted = true;
    interrupt("");
  }

  /** Unparks the threads whose role begins with {@code role}. */
  synchronized void wake(String role) {
    for (Thread thread : started) {
      if (hasRole(thread, role)) {
        LockSupport.unpark(thread);
      }
    }
  }

  /** Interrupts the threads whose role begins with {@code role}, but not the calling one. */
  synchronized void interrupt(String role) {
    for (Thread thread : started) {
      if (thread != Thread.currentThread() && hasRole(thread, role)) {
        thread.interrupt();
      }
    }
  }

  private boolean hasRole(Thread thread, String role) {
    return thread.getName().startsWith(role);
  }

  /**
   * Waits until all threads but the calling one have ended; an interrupt does not shorten it.
   *
   * @return false if some had not when the time was up
   */
  boolean join(long millis) {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    boolean interrupted = false;
    // By index: a thread may start another one before it ends.
    for (int i = 0; i < count(); i++) {
      Thread thread = get(i);
      while (thread != Thread.currentThread() && thread.isAlive()) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0) {
          return false;
        }
        try {
          thread.join(left);
        } catch (InterruptedException again) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return true;
  }

  private synchronized int count() {
    return started.size();
  }

  private synchronized Thread get(int index) {
    return started.get(index);
  }
}
