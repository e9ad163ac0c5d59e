package org.tensair.examples.nexmark;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensair.api.Execution;
import org.tensair.api.Keyed;
import org.tensair.api.Mean;
import org.tensair.api.Pipeline;
import org.tensair.api.RunOptions;
import org.tensair.api.Sink;
import org.tensair.api.SinkWriter;
import org.tensair.api.Stream;

/** Each query gives what plain loops over all events give, however many workers there are. */
class QueriesTest {

  private static final long SEED = Long.getLong("seed", 7);
  private static final int EVENTS = 12_000;
  private static final Generator GENERATOR = new Generator(SEED, EVENTS, 3);

  private static final List<Person> PERSONS = events(Person.class);
  private static final List<Auction> AUCTIONS = events(Auction.class);
  private static final List<Bid> BIDS = events(Bid.class);

  private final Pipeline pipeline = Pipeline.named("nexmark");

  /** On threads, and in turns that seeds decide. */
  static List<RunOptions> options() {
    List<RunOptions> options = new ArrayList<>();
    for (int workers = 1; workers <= 3; workers++) {
      RunOptions threads = RunOptions.defaults().workers(workers);
      options.add(threads);
      options.add(threads.scheduling(SEED));
      options.add(threads.scheduling(SEED + 1));
    }
    return options;
  }

  @Test
  void theGeneratorGivesAllKinds() {
    assertThat(PERSONS).hasSize(EVENTS / 50);
    assertThat(AUCTIONS).hasSize(EVENTS / 50 * 3);
    assertThat(BIDS).hasSize(EVENTS / 50 * 46);
    assertThat(sales()).hasSizeGreaterThan(EVENTS / 50);
    assertThat(new Generator(SEED + 1, EVENTS, 3).event(1)).isNotEqualTo(GENERATOR.event(1));
  }

  @ParameterizedTest
  @MethodSource("options")
  void q0(RunOptions options) throws Exception {
    assertSame(options, run(options, Queries.q0(bids())), BIDS);
  }

  @ParameterizedTest
  @MethodSource("options")
  void q1(RunOptions options) throws Exception {
    List<Bid> expected = new ArrayList<>();
    for (Bid bid : BIDS) {
      expected.add(new Bid(bid.auction(), bid.bidder(), bid.price() * 89 / 100, bid.time()));
    }
    assertSame(options, run(options, Queries.q1(bids())), expected);
  }

  @ParameterizedTest
  @MethodSource("options")
  void q2(RunOptions options) throws Exception {
    List<Queries.AuctionPrice> expected = new ArrayList<>();
    for (Bid bid : BIDS) {
      if (bid.auction() % 123 == 0) {
        expected.add(new Queries.AuctionPrice(bid.auction(), bid.price()));
      }
    }
    assertThat(expected).isNotEmpty();
    assertSame(options, run(options, Queries.q2(bids())), expected);
  }

  @ParameterizedTest
  @MethodSource("options")
  void q3(RunOptions options) throws Exception {
    List<Queries.LocalItem> expected = new ArrayList<>();
    for (Auction auction : AUCTIONS) {
      Person person = PERSONS.get((int) auction.seller());
      if (auction.category() == 10 && List.of("OR", "ID", "CA").contains(person.state())) {
        expected.add(
            new Queries.LocalItem(person.name(), person.city(), person.state(), auction.id()));
      }
    }
    assertThat(expected).isNotEmpty();
    assertSame(options, run(options, Queries.q3(persons(), auctions())), expected);
  }

  /** What closes at one time is added in any order: what counts is the mean after all of it. */
  @ParameterizedTest
  @MethodSource("options")
  void q4(RunOptions options) throws Exception {
    Map<String, Object> expected = new TreeMap<>();
    Map<Integer, List<Sale>> sold = new HashMap<>();
    for (Sale sale : sales()) {
      List<Sale> all = sold.computeIfAbsent(sale.category(), each -> new ArrayList<>());
      all.add(sale);
      expected.put(sale.closed() + " " + sale.category(), new Mean(all.size(), mean(all)));
    }
    assertThat(
            lastAtEachTime(run(options, Queries.q4(auctions(), bids())), Keyed::key, Keyed::value))
        .as("seed %d, %s", SEED, options)
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("options")
  void q5(RunOptions options) throws Exception {
    List<At<Object>> expected = new ArrayList<>();
    for (long end = 500; end < EVENTS + 2_000; end += 500) {
      Map<Long, Long> counts = new TreeMap<>();
      for (Bid bid : BIDS) {
        if (bid.time() >= end - 2_000 && bid.time() < end) {
          counts.merge(bid.auction(), 1L, Long::sum);
        }
      }
      long most = counts.values().stream().mapToLong(each -> each).max().orElse(0);
      List<Long> hottest = new ArrayList<>();
      counts.forEach(
          (auction, count) -> {
            if (count == most) {
              hottest.add(auction);
            }
          });
      if (most > 0) {
        expected.add(new At<>(new Queries.HotItems(most, hottest), end - 1));
      }
    }
    List<At<Object>> found = new ArrayList<>();
    run(options, Queries.q5(bids(), ofMillis(2_000), ofMillis(500)))
        .forEach(each -> found.add(new At<>(each.value().value(), each.time())));
    assertThat(found).as("seed %d, %s", SEED, options).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("options")
  void q6(RunOptions options) throws Exception {
    Map<String, Object> expected = new TreeMap<>();
    Map<Long, List<Sale>> sold = new HashMap<>();
    for (Sale sale : sales()) {
      List<Sale> all = sold.computeIfAbsent(sale.seller(), each -> new ArrayList<>());
      all.add(sale);
      expected.put(
          sale.closed() + " " + sale.seller(),
          mean(all.subList(Math.max(0, all.size() - 10), all.size())));
    }
    assertThat(
            lastAtEachTime(
                run(options, Queries.q6(auctions(), bids())),
                Queries.SellerPrice::seller,
                Queries.SellerPrice::mean))
        .as("seed %d, %s", SEED, options)
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("options")
  void q7(RunOptions options) throws Exception {
    List<At<Bid>> expected = new ArrayList<>();
    for (long start = 0; start < EVENTS; start += 700) {
      Bid highest = null;
      for (Bid bid : BIDS) {
        boolean in = bid.time() >= start && bid.time() < start + 700;
        if (in && (highest == null || bid.price() > highest.price())) {
          highest = bid;
        }
      }
      if (highest != null) {
        expected.add(new At<>(highest, start + 699));
      }
    }
    assertThat(run(options, Queries.q7(bids(), ofMillis(700))))
        .as("seed %d, %s", SEED, options)
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("options")
  void q8(RunOptions options) throws Exception {
    List<Queries.NewSeller> expected = new ArrayList<>();
    for (Person person : PERSONS) {
      for (Auction auction : AUCTIONS) {
        if (auction.seller() == person.id() && auction.time() / 1_000 == person.time() / 1_000) {
          expected.add(new Queries.NewSeller(person.id(), person.name(), auction.reserve()));
        }
      }
    }
    assertThat(expected).isNotEmpty();
    assertSame(options, run(options, Queries.q8(persons(), auctions(), ofSeconds(1))), expected);
  }

  /** Of all auctions that end with a bid, by the time at which they close. */
  private static List<Sale> sales() {
    List<Sale> sales = new ArrayList<>();
    for (Auction auction : AUCTIONS) {
      Bid best = null;
      for (Bid bid : BIDS) {
        boolean counts =
            bid.auction() == auction.id()
                && bid.time() > auction.time()
                && bid.time() < auction.expires()
                && bid.price() >= auction.reserve();
        if (counts && (best == null || bid.price() > best.price())) {
          best = bid;
        }
      }
      if (best != null) {
        sales.add(
            new Sale(
                auction.id(),
                auction.seller(),
                auction.category(),
                best.price(),
                auction.expires()));
      }
    }
    sales.sort(Comparator.comparingLong(Sale::closed).thenComparingLong(Sale::auction));
    return sales;
  }

  private static double mean(List<Sale> sales) {
    return (double) sales.stream().mapToLong(Sale::price).sum() / sales.size();
  }

  private static <T> Map<String, Object> lastAtEachTime(
      List<At<T>> found, Function<T, Object> key, Function<T, Object> value) {
    return found.stream()
        .collect(
            Collectors.toMap(
                each -> each.time() + " " + key.apply(each.value()),
                each -> value.apply(each.value()),
                (earlier, later) -> later,
                TreeMap::new));
  }

  /** In any order: what happens at one time at several workers has none. */
  private static <T> void assertSame(RunOptions options, List<At<T>> found, List<T> expected) {
    assertThat(found.stream().map(each -> String.valueOf(each.value())).sorted().toList())
        .as("seed %d, %s", SEED, options)
        .isEqualTo(expected.stream().map(String::valueOf).sorted().toList());
  }

  private static <T> List<T> events(Class<T> kind) {
    return IntStream.range(0, EVENTS)
        .mapToObj(GENERATOR::event)
        .filter(kind::isInstance)
        .map(kind::cast)
        .toList();
  }

  private Stream<Person> persons() {
    return pipeline.read(GENERATOR.persons());
  }

  private Stream<Auction> auctions() {
    return pipeline.read(GENERATOR.auctions());
  }

  private Stream<Bid> bids() {
    return pipeline.read(GENERATOR.bids());
  }

  private <T> List<At<T>> run(RunOptions options, Stream<T> stream) throws Exception {
    List<At<T>> found = new ArrayList<>();
    stream.to(new Results<>(found));
    try (Execution execution = pipeline.start(options)) {
      assertThat(execution.await(ofSeconds(60))).as("ended").isTrue();
    }
    return found;
  }

  private record At<T>(T value, long time) {}

  /** One worker writes, and the test reads when the run has ended. */
  private record Results<T>(List<At<T>> found) implements Sink<T> {
    @Override
    public String name() {
      return "out";
    }

    @Override
    public SinkWriter<T> open() {
      return new SinkWriter<>() {
        @Override
        public void write(T record, long eventTime) {
          found.add(new At<>(record, eventTime));
        }

        @Override
        public void close() {}
      };
    }
  }
}
