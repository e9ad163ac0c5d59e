package org.tensair.benchmarks.workload;

/**
 * Events of an auction site, after Nexmark: of 50 in a row, one is a new person, three are new
 * auctions, the others bids. Half of the bids go to the newest auction whose number is a multiple
 * of 100, three quarters of the auctions are of the newest person of such a number; the others are
 * spread over the last 100 auctions and 1,000 persons.
 */
public final class Nexmark {

  private static final int EPOCH = 50;
  private static final int AUCTIONS = 3;
  private static final int HOT = 100;
  private static final int OPEN_AUCTIONS = 100;
  private static final int ACTIVE_PERSONS = 1_000;

  private Nexmark() {}

  /** A new person, a new auction, or a bid. */
  public sealed interface Event permits Person, Auction, Bid {}

  /** Who may sell from now on. */
  public record Person(long id, String name, String city, long time) implements Event {}

  /** What is sold. */
  public record Auction(
      long id, long seller, String item, int category, long initialBid, long expires, long time)
      implements Event {}

  /** What is offered for it. */
  public record Bid(long auction, long bidder, long price, String channel, long time)
      implements Event {}

  /** The event of an index. */
  public static Event at(long index) {
    long time = EventTime.of(index);
    if (isPerson(index)) {
      return new Person(index / EPOCH, "Walter Abrams", "Palo Alto", time);
    }
    long hash = EventTime.mix(index);
    if (isAuction(index)) {
      return new Auction(
          newestAuction(index), seller(index), "lamp", (int) (hash & 7), 100, time + 5_000, time);
    }
    return new Bid(biddenAuction(index), index / EPOCH, hash >>> 48, "mobile", time);
  }

  static boolean isPerson(long index) {
    return index % EPOCH == 0;
  }

  static boolean isAuction(long index) {
    long place = index % EPOCH;
    return place >= 1 && place <= AUCTIONS;
  }

  static boolean isBid(long index) {
    return index % EPOCH > AUCTIONS;
  }

  static long newPerson(long index) {
    return index / EPOCH;
  }

  static long seller(long index) {
    long hash = EventTime.mix(index);
    long newest = index / EPOCH;
    return (hash & 3) != 0
        ? newest / HOT * HOT
        : Math.max(0, newest - (hash >>> 8) % ACTIVE_PERSONS);
  }

  static long biddenAuction(long index) {
    long hash = EventTime.mix(index);
    long newest = newestAuction(index);
    return (hash & 1) == 0
        ? newest / HOT * HOT
        : Math.max(0, newest - (hash >>> 8) % OPEN_AUCTIONS);
  }

  private static long newestAuction(long index) {
    return index / EPOCH * AUCTIONS + Math.min(AUCTIONS, index % EPOCH) - 1;
  }
}
