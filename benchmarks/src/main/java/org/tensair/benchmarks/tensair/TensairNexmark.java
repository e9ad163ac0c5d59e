package org.tensair.benchmarks.tensair;

import static org.tensair.api.Aggregates.combined;
import static org.tensair.api.Aggregates.sumLong;

import java.time.Duration;
import org.tensair.api.Stream;
import org.tensair.api.Window;
import org.tensair.benchmarks.workload.Nexmark;
import org.tensair.benchmarks.workload.Trial;

/** Nexmark's queries 5 and 8. */
final class TensairNexmark {

  private TensairNexmark() {}

  /** Of each window the auction with most bids: the counts of one window meet by its end. */
  static Stream<Result> hotItems(Stream<Nexmark.Event> events, Trial trial) {
    Stream<Long> auctions =
        events
            .filter(event -> event instanceof Nexmark.Bid)
            .map(event -> ((Nexmark.Bid) event).auction());
    return TensairCounts.perWindow(auctions, trial)
        .keyBy(Result::windowEnd)
        .window(Window.tumbling(Duration.ofMillis(trial.workload().slide())))
        .combined()
        .aggregate(new Hottest(), window -> window.value());
  }

  /** Who became a person and opened an auction in the same window. */
  static Stream<Result> newSellers(Stream<Nexmark.Event> events, Trial trial) {
    Stream<Seller> sellers =
        events
            .filter(event -> !(event instanceof Nexmark.Bid))
            .map(
                event ->
                    event instanceof Nexmark.Person person
                        ? new Seller(person.id(), true)
                        : new Seller(((Nexmark.Auction) event).seller(), false));
    return TensairCounts.windowed(sellers.keyBy(Seller::id), trial)
        .aggregate(
            combined(
                sumLong((Seller seller) -> seller.isNew() ? 1 : 0),
                sumLong((Seller seller) -> seller.isNew() ? 0 : 1),
                (persons, auctions) -> persons > 0 && auctions > 0),
            window -> new Found(window.end(), window.key(), window.value()))
        .filter(Found::both)
        .map(found -> new Result(found.windowEnd(), found.id(), 1));
  }

  /** A new person, or one who opened an auction. */
  record Seller(long id, boolean isNew) {}

  record Found(long windowEnd, long id, boolean both) {}
}
