package org.tensair.examples.nexmark;

/**
 * Something for sale.
 *
 * @param id unique; later auctions have greater ones
 * @param seller a person
 * @param category from 10 on
 * @param reserve the least price at which it is sold, in cents
 * @param time event time at which it opens
 * @param expires event time from which on no bid counts
 */
public record Auction(long id, long seller, int category, long reserve, long time, long expires) {}
