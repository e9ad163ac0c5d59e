package org.tensair.examples.nexmark;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensair.api.KeyedFunction;
import org.tensair.api.Stream;
import org.tensair.api.Type;

/** Joins a person with its auctions, whichever come first; keeps all people. */
final class LocalItems
    implements KeyedFunction<Long, LocalItems.Seen, LocalItems.Seller, Queries.LocalItem> {

  /** A person, or an auction of it. */
  record Seen(long seller, @Nullable Person person, @Nullable Auction auction) {}

  /** Auctions wait for their person. */
  record Seller(@Nullable Person person, List<Long> waiting) {}

  static Stream<Queries.LocalItem> of(Stream<Person> persons, Stream<Auction> auctions) {
    return persons
        .map(person -> new Seen(person.id(), person, null))
        .merge(auctions.map(auction -> new Seen(auction.seller(), null, auction)))
        .keyBy(Seen::seller)
        .process(new LocalItems())
        .as(Type.of(Queries.LocalItem.class));
  }

  @Override
  public Seller process(
      Long id, Seen seen, @Nullable Seller seller, Context<Queries.LocalItem> context) {
    Person person = seen.person();
    if (person == null && seller != null) {
      person = seller.person();
    }
    List<Long> items = new ArrayList<>(seller == null ? List.of() : seller.waiting());
    if (seen.auction() != null) {
      items.add(seen.auction().id());
    }
    if (person == null) {
      return new Seller(null, items);
    }
    for (long item : items) {
      context.emit(new Queries.LocalItem(person.name(), person.city(), person.state(), item));
    }
    return new Seller(person, List.of());
  }
}
