package org.tensair.testkit;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a test and the functions of its pipeline share by name: functions may run as copies, which
 * were serialized.
 */
final class Gates {

  private static final Map<String, CountDownLatch> GATES = new ConcurrentHashMap<>();
  private static final Map<String, AtomicInteger> COUNTS = new ConcurrentHashMap<>();

  private Gates() {}

  static CountDownLatch of(String name) {
    return GATES.computeIfAbsent(name, each -> new CountDownLatch(1));
  }

  static AtomicInteger count(String name) {
    return COUNTS.computeIfAbsent(name, each -> new AtomicInteger());
  }
}
