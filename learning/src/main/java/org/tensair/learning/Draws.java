package org.tensair.learning;

import java.util.random.RandomGenerator;

/**
 * Random numbers whose whole state is one number, which a snapshot can hold: the very numbers of
 * {@link java.util.SplittableRandom}, which does not tell its own.
 *
 * <p>G. L. Steele, D. Lea, C. H. Flood: Fast splittable pseudorandom number generators, OOPSLA
 * 2014.
 */
final class Draws implements RandomGenerator {

  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

  private long state;

  Draws(long state) {
    this.state = state;
  }

  /** A generator made with this goes on with the same numbers. */
  long state() {
    return state;
  }

  @Override
  public long nextLong() {
    long z = state += GOLDEN_GAMMA;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  @Override
  public int nextInt() {
    long z = state += GOLDEN_GAMMA;
    z = (z ^ (z >>> 33)) * 0x62a9d9ed799705f5L;
    return (int) (((z ^ (z >>> 28)) * 0xcb24d0a5c88c35b3L) >>> 32);
  }
}
