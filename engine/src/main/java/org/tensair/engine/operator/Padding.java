package org.tensair.engine.operator;

/**
 * Two cache lines before the fields of a subclass, which the JVM lays out after these. What a
 * worker writes for each record must not share a line with what another worker uses, or they take
 * it from each other every time (false sharing); where the collector puts objects is chance.
 */
public abstract class Padding {
  long before00;
  long before01;
  long before02;
  long before03;
  long before04;
  long before05;
  long before06;
  long before07;
  long before08;
  long before09;
  long before10;
  long before11;
  long before12;
  long before13;
  long before14;
  long before15;
}
