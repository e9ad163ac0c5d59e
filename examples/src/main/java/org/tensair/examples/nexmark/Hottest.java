package org.tensair.examples.nexmark;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.tensair.api.Aggregate;
import org.tensair.api.WindowResult;

/** The auctions of a window with the most bids, by id. */
final class Hottest implements Aggregate<WindowResult<Long, Long>, Hottest.Most, Queries.HotItems> {

  /** How many bids, and which auctions have so many. */
  record Most(long bids, List<Long> auctions) {}

  @Override
  public Most create() {
    return new Most(0, List.of());
  }

  @Override
  public Most add(Most most, WindowResult<Long, Long> auction) {
    return merge(most, new Most(auction.value(), List.of(auction.key())));
  }

  @Override
  public Most merge(Most left, Most right) {
    if (left.bids() != right.bids()) {
      return left.bids() > right.bids() ? left : right;
    }
    List<Long> auctions = new ArrayList<>(left.auctions());
    auctions.addAll(right.auctions());
    return new Most(left.bids(), auctions);
  }

  @Override
  public Queries.HotItems result(Most most) {
    List<Long> auctions = new ArrayList<>(most.auctions());
    Collections.sort(auctions);
    return new Queries.HotItems(most.bids(), auctions);
  }
}
