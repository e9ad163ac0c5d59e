package org.tensair.examples.nexmark;

/**
 * A closed auction and the price of its winning bid: of the highest bids, at least the reserve, the
 * first one.
 *
 * @param closed event time at which it expired
 */
public record Sale(long auction, long seller, int category, long price, long closed) {}
