package org.tensair.engine;

/** A record of the tests: something of a key, with its own copy of its event time. */
record Reading(String key, long time, int value) {

  static Reading of(String key, long time, int value) {
    return new Reading(key, time, value);
  }
}
