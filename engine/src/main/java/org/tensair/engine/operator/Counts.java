package org.tensair.engine.operator;

/** The fields of {@link StageCounters}, padded on both sides. */
abstract class Counts extends Padding {
  final boolean counting;
  long in;
  long out;
  long late;
  long dropped;

  Counts(boolean counting) {
    this.counting = counting;
  }
}
