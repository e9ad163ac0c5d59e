package org.tensair.engine.snapshot;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Values nested in each other, of every kind that snapshots can hold. */
final class RandomValues {

  enum Side {
    LEFT,
    RIGHT {
      @Override
      public String toString() {
        return "a constant with a body";
      }
    }
  }

  sealed interface Shape permits Circle, Box {}

  record Circle(double radius) implements Shape {}

  private record Box(float width, short height, @Nullable Shape inner) implements Shape {}

  record All(
      boolean flag,
      byte one,
      short two,
      char unit,
      int four,
      long eight,
      float single,
      double exact,
      @Nullable Long boxed,
      @Nullable String text,
      Side side,
      List<@Nullable Object> list,
      Map<@Nullable Object, @Nullable Object> map,
      Set<@Nullable Object> set,
      @Nullable Object any) {}

  private final Random random;

  RandomValues(long seed) {
    this.random = new Random(seed);
  }

  @Nullable Object next(int depth) {
    int kind = random.nextInt(depth > 0 ? 30 : 23);
    return switch (kind) {
      case 0 -> null;
      case 1 -> random.nextBoolean();
      case 2 -> (byte) random.nextInt();
      case 3 -> (short) random.nextInt();
      case 4 -> (char) random.nextInt();
      case 5 -> random.nextInt() >> random.nextInt(32);
      case 6 -> number();
      case 7 -> Float.intBitsToFloat(random.nextInt() & 0x7f7fffff);
      case 8 -> random.nextGaussian();
      case 9, 10 -> text();
      case 11 -> random.nextBoolean() ? Side.LEFT : Side.RIGHT;
      case 12 -> DayOfWeek.of(1 + random.nextInt(7));
      case 13 -> Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000));
      case 14 -> LocalDate.ofEpochDay(random.nextInt(100_000));
      case 15 -> Duration.ofNanos(random.nextLong());
      case 16 -> LocalDateTime.of(2000, 1, 1, 0, 0).plusSeconds(random.nextInt());
      case 17 -> Instant.ofEpochSecond(random.nextInt()).atZone(ZoneId.of("America/New_York"));
      case 18 -> new Circle(random.nextDouble());
      case 19 -> random.longs(length()).toArray();
      case 20 -> random.doubles(length()).toArray();
      case 21 -> random.ints(length()).toArray();
      case 22 -> bytes();
      case 23, 24 -> list(depth);
      case 25 -> map(depth);
      case 26 -> new LinkedHashSet<>(list(depth));
      case 27 -> list(depth).toArray();
      case 28 -> new Box(random.nextFloat(), (short) random.nextInt(), inner(depth));
      default -> all(depth);
    };
  }

  private Shape inner(int depth) {
    Shape inner = depth > 1 ? inner(depth - 1) : null;
    return random.nextBoolean() ? new Circle(1) : new Box(1, (short) 2, inner);
  }

  private All all(int depth) {
    return new All(
        random.nextBoolean(),
        (byte) random.nextInt(),
        (short) random.nextInt(),
        (char) random.nextInt(),
        random.nextInt(),
        number(),
        random.nextFloat(),
        random.nextDouble(),
        random.nextBoolean() ? number() : null,
        random.nextBoolean() ? text() : null,
        Side.LEFT,
        list(depth),
        map(depth),
        new LinkedHashSet<>(list(depth)),
        next(depth - 1));
  }

  private List<@Nullable Object> list(int depth) {
    List<@Nullable Object> list = new ArrayList<>();
    for (int i = length(); i > 0; i--) {
      list.add(next(depth - 1));
    }
    return list;
  }

  private Map<@Nullable Object, @Nullable Object> map(int depth) {
    Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
    for (int i = length(); i > 0; i--) {
      map.put(random.nextBoolean() ? text() : number(), next(depth - 1));
    }
    return map;
  }

  private long number() {
    return random.nextLong() >> random.nextInt(64);
  }

  private byte[] bytes() {
    byte[] bytes = new byte[length()];
    random.nextBytes(bytes);
    return bytes;
  }

  /** ASCII mostly; else any UTF-16 units, lone surrogates among them. */
  private String text() {
    boolean ascii = random.nextInt(3) > 0;
    StringBuilder text = new StringBuilder();
    for (int i = length(); i > 0; i--) {
      text.append((char) (ascii ? 'a' + random.nextInt(26) : random.nextInt(0x10000)));
    }
    return text.toString();
  }

  private int length() {
    return random.nextInt(5);
  }
}
