package org.tensair.benchmarks.resources;

/**
 * One measured figure.
 *
 * @param unit of both
 * @param most what it must not exceed
 */
record Measured(String what, double value, double most, String unit) {

  boolean passed() {
    return value <= most;
  }
}
