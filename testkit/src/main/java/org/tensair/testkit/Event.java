package org.tensair.testkit;

/** A record of {@link RuntimeContract}: a value of a key, with its own copy of its event time. */
record Event(String key, long time, int value) {
  @Override
  public String toString() {
    return key + value;
  }
}
