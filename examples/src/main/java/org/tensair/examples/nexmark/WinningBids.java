package org.tensair.examples.nexmark;

import org.jspecify.annotations.Nullable;
import org.tensair.api.KeyedFunction;
import org.tensair.api.Stream;
import org.tensair.api.Type;

/** Keeps the best bid of an auction until it expires; its time is that of a {@link Sale}. */
final class WinningBids
    implements KeyedFunction<Long, WinningBids.Happening, WinningBids.Bidding, Sale> {

  /** An auction that opens, or a bid for it. */
  record Happening(long id, @Nullable Auction auction, @Nullable Bid bid) {}

  /** An open auction. */
  record Bidding(Auction auction, @Nullable Bid best) {}

  static Stream<Sale> of(Stream<Auction> auctions, Stream<Bid> bids) {
    return auctions
        .map(auction -> new Happening(auction.id(), auction, null))
        .merge(bids.map(bid -> new Happening(bid.auction(), null, bid)))
        .keyBy(Happening::id)
        .process(new WinningBids())
        .as(Type.of(Sale.class));
  }

  @Override
  public @Nullable Bidding process(
      Long id, Happening happening, @Nullable Bidding open, Context<Sale> context) {
    Auction auction = happening.auction();
    if (auction != null) {
      context.timer(auction.expires());
      return new Bidding(auction, null);
    }
    Bid bid = happening.bid();
    // Nothing is open where the auction has expired.
    if (bid == null || open == null || !counts(bid, open)) {
      return open;
    }
    return new Bidding(open.auction(), bid);
  }

  private static boolean counts(Bid bid, Bidding open) {
    return bid.time() < open.auction().expires()
        && bid.price() >= open.auction().reserve()
        && (open.best() == null || bid.price() > open.best().price());
  }

  @Override
  public @Nullable Bidding onTimer(Long id, @Nullable Bidding open, Context<Sale> context) {
    if (open != null && open.best() != null) {
      Auction sold = open.auction();
      context.emit(
          new Sale(sold.id(), sold.seller(), sold.category(), open.best().price(), sold.expires()));
    }
    return null;
  }
}
