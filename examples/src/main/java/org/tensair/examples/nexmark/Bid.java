package org.tensair.examples.nexmark;

/** An offer for an auction; the price is in cents. */
public record Bid(long auction, long bidder, long price, long time) {}
