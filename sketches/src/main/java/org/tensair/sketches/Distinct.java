package org.tensair.sketches;

/**
 * About how many different items a window held. The true number lies between the bounds with a
 * confidence of 95.4 %, two standard deviations.
 *
 * @param estimate at least 0; 0 for an empty window
 * @param lower bound, at most {@code estimate}
 * @param upper bound, at least {@code estimate}
 */
public record Distinct(double estimate, double lower, double upper) {}
