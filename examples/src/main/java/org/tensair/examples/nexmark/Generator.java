package org.tensair.examples.nexmark;

import java.util.List;
import java.util.SplittableRandom;
import org.tensair.api.Source;
import org.tensair.api.SourceReader;
import org.tensair.api.Type;

/**
 * An auction house in which something happens each millisecond: of 50 events, the first is a new
 * person, the next three are auctions, and the others are bids. Event {@code n} depends on the seed
 * and {@code n} only, and split {@code s} has the events for which {@code n % splits = s}.
 *
 * @param seed of everything drawn at random
 * @param events how many there are, of all kinds
 * @param splits in which each kind is read
 */
public record Generator(long seed, int events, int splits) {

  private static final List<String> NAMES = List.of("Ada", "Blaise", "Carl", "Emmy", "Sofia");
  private static final List<String> CITIES =
      List.of("Boise", "Kent", "Phoenix", "Portland", "Reno");
  private static final List<String> STATES = List.of("AZ", "CA", "ID", "OR", "WA", "WY");

  private static final int ROUND = 50;
  private static final int AUCTIONS = 3;

  /** Who may sell or bid, and what is bid for: the newest ones. */
  private static final int ACTIVE = 40;

  /** The people. */
  public Source<Person> persons() {
    return new Kind<>("persons", Person.class, this);
  }

  /** The auctions. */
  public Source<Auction> auctions() {
    return new Kind<>("auctions", Auction.class, this);
  }

  /** The bids. */
  public Source<Bid> bids() {
    return new Kind<>("bids", Bid.class, this);
  }

  /** What happens at millisecond {@code n}. */
  public Record event(int n) {
    SplittableRandom random = new SplittableRandom(seed * 1_000_003 + n);
    long round = n / ROUND;
    int place = n % ROUND;
    if (place == 0) {
      return new Person(round, of(NAMES, random), of(CITIES, random), of(STATES, random), n);
    }
    long seller = newest(round, random);
    if (place <= AUCTIONS) {
      int category = 10 + random.nextInt(5);
      long expires = n + 1L + random.nextInt(2 * ACTIVE * ROUND / AUCTIONS);
      return new Auction(
          round * AUCTIONS + place - 1, seller, category, price(random) / 100, n, expires);
    }
    long auction = newest(round * AUCTIONS + AUCTIONS - 1, random);
    return new Bid(auction, seller, price(random), n);
  }

  private static String of(List<String> words, SplittableRandom random) {
    return words.get(random.nextInt(words.size()));
  }

  private static long newest(long last, SplittableRandom random) {
    return last - random.nextLong(Math.min(last + 1, ACTIVE));
  }

  /** From 1 to a million, as many of each order of magnitude. */
  private static long price(SplittableRandom random) {
    return Math.round(100 * Math.pow(10, 6 * random.nextDouble()));
  }

  private record Kind<T extends Record>(String name, Class<T> record, Generator generator)
      implements Source<T> {

    @Override
    public Type<T> type() {
      return Type.of(record);
    }

    @Override
    public boolean bounded() {
      return true;
    }

    @Override
    public int splits() {
      return generator.splits;
    }

    @Override
    public boolean blocking() {
      return false;
    }

    @Override
    public SourceReader<T> open(int split) {
      return new Reader<>(record, generator, split);
    }
  }

  private static final class Reader<T extends Record> implements SourceReader<T> {
    private final Class<T> kind;
    private final Generator generator;
    private int next;
    private long position;

    Reader(Class<T> kind, Generator generator, int split) {
      this.kind = kind;
      this.generator = generator;
      this.next = split;
    }

    @Override
    public boolean read(Output<T> out, int max) {
      int left = max;
      while (left > 0 && next < generator.events) {
        Record event = generator.event(next);
        if (kind.isInstance(event)) {
          out.emit(kind.cast(event), next);
          position++;
          left--;
        }
        next += generator.splits;
      }
      return next < generator.events;
    }

    @Override
    public long position() {
      return position;
    }

    @Override
    public void close() {}
  }
}
