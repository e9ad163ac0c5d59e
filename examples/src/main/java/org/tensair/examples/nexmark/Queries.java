package org.tensair.examples.nexmark;

import static org.tensair.api.Aggregates.count;
import static org.tensair.api.Aggregates.maxBy;
import static org.tensair.api.Aggregates.mean;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.tensair.api.Keyed;
import org.tensair.api.Mean;
import org.tensair.api.Stream;
import org.tensair.api.Type;
import org.tensair.api.Window;
import org.tensair.api.WindowResult;

/** Queries 0 to 8. */
public final class Queries {

  private static final Set<String> STATES = Set.of("OR", "ID", "CA");

  private Queries() {}

  /** A bid for one of the auctions that are watched. */
  public record AuctionPrice(long auction, long price) {}

  /** Something for sale nearby. */
  public record LocalItem(String name, String city, String state, long auction) {}

  /** The auctions with the most bids. */
  public record HotItems(long bids, List<Long> auctions) {}

  /** What a seller gets on average. */
  public record SellerPrice(long seller, double mean) {}

  /** Somebody who has come and opened an auction in one window. */
  public record NewSeller(long id, String name, long reserve) {}

  /** Pass through: what a runtime costs that does nothing. */
  public static Stream<Bid> q0(Stream<Bid> bids) {
    return bids.map(bid -> bid);
  }

  /** Currency conversion: the prices in euros. */
  public static Stream<Bid> q1(Stream<Bid> bids) {
    return bids.map(
        bid -> new Bid(bid.auction(), bid.bidder(), bid.price() * 89 / 100, bid.time()));
  }

  /** Selection: the bids for some auctions. */
  public static Stream<AuctionPrice> q2(Stream<Bid> bids) {
    return bids.filter(bid -> bid.auction() % 123 == 0)
        .map(bid -> new AuctionPrice(bid.auction(), bid.price()));
  }

  /** Local item suggestion: who sells what of category 10 in three states. */
  public static Stream<LocalItem> q3(Stream<Person> persons, Stream<Auction> auctions) {
    return LocalItems.of(
        persons.filter(person -> STATES.contains(person.state())),
        auctions.filter(auction -> auction.category() == 10));
  }

  /** Average price of each category, at each sale. */
  public static Stream<Keyed<Integer, Mean>> q4(Stream<Auction> auctions, Stream<Bid> bids) {
    return WinningBids.of(auctions, bids).keyBy(Sale::category).aggregate(mean(Sale::price));
  }

  /** Hot items: the auctions with the most bids in the last {@code size}, each {@code slide}. */
  public static Stream<WindowResult<Long, HotItems>> q5(
      Stream<Bid> bids, Duration size, Duration slide) {
    return bids.keyBy(Bid::auction)
        .window(Window.sliding(size, slide))
        .aggregate(count())
        .keyBy(WindowResult::end)
        .window(Window.tumbling(slide))
        .aggregate(new Hottest());
  }

  /** Average selling price of each seller's last ten sales, at each sale. */
  public static Stream<SellerPrice> q6(Stream<Auction> auctions, Stream<Bid> bids) {
    return WinningBids.of(auctions, bids)
        .keyBy(Sale::seller)
        .process(new LastSales())
        .as(Type.of(SellerPrice.class));
  }

  /** The highest bid of each window. */
  public static Stream<Bid> q7(Stream<Bid> bids, Duration size) {
    return bids.keyBy(bid -> "all")
        .window(Window.tumbling(size))
        .aggregate(maxBy(Bid::price), highest -> highest.value().orElseThrow());
  }

  /** New users: who has come and opened an auction in the same window. */
  public static Stream<NewSeller> q8(
      Stream<Person> persons, Stream<Auction> auctions, Duration size) {
    return persons
        .keyBy(Person::id)
        .join(
            auctions.keyBy(Auction::seller),
            Window.tumbling(size),
            (person, auction) -> new NewSeller(person.id(), person.name(), auction.reserve()));
  }
}
