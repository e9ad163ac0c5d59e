package org.tensair.engine.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensair.api.Prediction;
import org.tensair.api.StateSerializer;

class StateOutputTest {

  @SuppressWarnings("ArrayRecordComponent") // As states are.
  record Pair(long key, double[] sums) {}

  record Sorted(TreeMap<String, Long> counts) {}

  record Holder(@Nullable Object value) {}

  static final class BitSerializer implements StateSerializer<BitSet> {
    @Override
    public void write(BitSet value, DataOutput out) throws IOException {
      long[] words = value.toLongArray();
      out.writeInt(words.length);
      for (long word : words) {
        out.writeLong(word);
      }
    }

    @Override
    public BitSet read(DataInput in) throws IOException {
      long[] words = new long[in.readInt()];
      for (int i = 0; i < words.length; i++) {
        words[i] = in.readLong();
      }
      return BitSet.valueOf(words);
    }
  }

  /** Reads a byte less than it writes. */
  static final class ForgetfulSerializer implements StateSerializer<BitSet> {
    @Override
    public void write(BitSet value, DataOutput out) throws IOException {
      out.writeShort(7);
    }

    @Override
    public BitSet read(DataInput in) throws IOException {
      in.readByte();
      return new BitSet();
    }
  }

  @SuppressWarnings("NonApiType") // A class that needs a serializer.
  static final class TreeSerializer implements StateSerializer<TreeMap<?, ?>> {
    @Override
    public void write(TreeMap<?, ?> value, DataOutput out) throws IOException {
      out.writeInt(value.size());
    }

    @Override
    public TreeMap<?, ?> read(DataInput in) throws IOException {
      in.readInt();
      return new TreeMap<>();
    }
  }

  static List<Object> values() {
    LocalDateTime dateTime = LocalDateTime.of(12_345, Month.MAY, 6, 7, 8, 9, 10);
    ZoneOffset offset = ZoneOffset.ofHoursMinutes(-3, -30);
    return List.of(
        Long.MIN_VALUE,
        Long.MAX_VALUE,
        Integer.MIN_VALUE,
        Integer.MAX_VALUE,
        Byte.MIN_VALUE,
        Short.MAX_VALUE,
        Character.MAX_VALUE,
        Double.NaN,
        -0.0,
        Float.NEGATIVE_INFINITY,
        true,
        "",
        "Zürich \u4e2d \ud83d\ude80 \ud800",
        Instant.MAX,
        Instant.MIN,
        Duration.ofSeconds(Long.MIN_VALUE),
        LocalDate.MAX,
        LocalTime.MAX,
        LocalDateTime.MIN,
        dateTime,
        OffsetDateTime.of(dateTime, offset),
        OffsetTime.of(LocalTime.NOON, offset),
        // The second of two equal clock times as summer ends.
        ZonedDateTime.ofInstant(Instant.parse("2026-10-25T01:30:00Z"), ZoneId.of("Europe/Paris")),
        ZonedDateTime.of(dateTime, offset),
        offset,
        ZoneId.of("Asia/Tokyo"),
        Period.of(1, -2, 3),
        Year.of(123_456),
        YearMonth.of(12_345, 6),
        MonthDay.of(2, 29),
        Month.MAY,
        RandomValues.Side.RIGHT,
        List.of(1, 2L, "three"),
        Arrays.asList(null, 1, null),
        Map.of("key", List.of()),
        Set.of(1L, "two"));
  }

  @ParameterizedTest
  @MethodSource("values")
  void readsValuesBackAsTheyWere(Object value) throws SnapshotException {
    assertThat(copy(value, Map.of())).isEqualTo(value);
  }

  @Test
  void readsNullBack() throws SnapshotException {
    assertThat(copy(null, Map.of())).isNull();
  }

  @Test
  void readsArraysBackWithTheirTypes() throws SnapshotException {
    Object[] arrays = {
      new boolean[] {true, false},
      new byte[] {-128, 127},
      new short[] {Short.MIN_VALUE, 3},
      new char[] {'a', 0xffff},
      new int[] {Integer.MIN_VALUE, 0, 5},
      new long[] {Long.MIN_VALUE, -1, 1L << 40},
      new float[] {1.5f, Float.MIN_VALUE},
      new double[] {Double.MAX_VALUE, -0.0},
      new String[] {"a", null},
      new int[][] {{1}, {}, {2, 3}},
      new RandomValues.Circle[] {new RandomValues.Circle(1)},
      new Object[0]
    };
    Object[] read = (Object[]) Objects.requireNonNull(copy(arrays, Map.of()));
    assertThat(Arrays.deepEquals(read, arrays)).isTrue();
    for (int i = 0; i < arrays.length; i++) {
      assertThat(read[i]).hasSameClassAs(arrays[i]);
    }
  }

  @Test
  void readsPredictionsBack() throws SnapshotException {
    Prediction<?> read =
        (Prediction<?>)
            Objects.requireNonNull(
                copy(new Prediction<>("sample", 5, 1, 1L << 40, 0.5f, 2), Map.of()));
    assertThat(read.toString()).isEqualTo("Prediction[sample, values=[0.5, 2.0]]");
    assertThat(read.eventTime()).isEqualTo(5);
    assertThat(read.replica()).isEqualTo(1);
    assertThat(read.modelVersion()).isEqualTo(1L << 40);
  }

  @Test
  void readsPrimitivesBackInOrder() throws SnapshotException {
    StateOutput out = new StateOutput(Map.of());
    out.writeInt(-3);
    out.writeLong(Long.MAX_VALUE);
    out.writeDouble(Math.PI);
    out.writeBoolean(true);
    out.writeBytes(new byte[1000]);
    out.writeString("Zürich");
    StateInput in = input(out.toByteArray(), Map.of());
    assertThat(in.readInt()).isEqualTo(-3);
    assertThat(in.readLong()).isEqualTo(Long.MAX_VALUE);
    assertThat(in.readDouble()).isEqualTo(Math.PI);
    assertThat(in.readBoolean()).isTrue();
    assertThat(in.readBytes()).hasSize(1000);
    assertThat(in.hasMore()).isTrue();
    assertThat(in.readString()).isEqualTo("Zürich");
    assertThat(in.hasMore()).isFalse();
    assertThat(in.position()).isEqualTo(out.size());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void readsRandomValuesBack(long start) throws SnapshotException {
    for (long seed = start * 1000; seed < start * 1000 + 500; seed++) {
      RandomValues random = new RandomValues(seed);
      StateOutput out = new StateOutput(Map.of());
      List<@Nullable Object> written = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        Object value = random.next(4);
        written.add(value);
        out.writeValue(value);
      }
      StateInput in = input(out.toByteArray(), Map.of());
      for (Object value : written) {
        assertThat(in.readValue())
            .as("seed %d", seed)
            .usingRecursiveComparison()
            .withStrictTypeChecking()
            .isEqualTo(value);
      }
      assertThat(in.hasMore()).as("seed %d", seed).isFalse();
    }
  }

  @Test
  void namesAClassOnce() throws SnapshotException {
    StateOutput out = new StateOutput(Map.of());
    out.writeValue(new Pair(1, new double[3]));
    int first = out.size();
    out.writeValue(new Pair(2, new double[3]));
    // Tag, reference, key; tag, length, three doubles.
    assertThat(out.size() - first).isEqualTo(3 + 2 + 24);
  }

  @Test
  void usesSerializersOfTheNearestClass() throws SnapshotException {
    Map<Class<?>, StateSerializer<?>> serializers = Map.of(BitSet.class, new BitSerializer());
    BitSet bits = BitSet.valueOf(new long[] {5, 1});
    class MoreBits extends BitSet {}

    MoreBits more = new MoreBits();
    more.set(3);
    assertThat(copy(List.of(bits, more, bits, "after"), serializers))
        .isEqualTo(List.of(bits, BitSet.valueOf(new long[] {8}), bits, "after"));
  }

  @Test
  void refusesASerializerThatReadsLessThanItWrote() {
    assertThatThrownBy(() -> copy(new BitSet(), Map.of(BitSet.class, new ForgetfulSerializer())))
        .isInstanceOf(SnapshotException.class)
        .hasMessageContaining("found bytes that the serializer of java.util.BitSet left");
  }

  @Test
  void saysThatASerializerIsMissing() throws SnapshotException {
    StateOutput out = new StateOutput(Map.of(BitSet.class, new BitSerializer()));
    out.writeValue(new BitSet());
    assertThatThrownBy(() -> input(out.toByteArray(), Map.of()).readValue())
        .isInstanceOf(SnapshotException.class)
        .hasMessage(
            "test, byte 0: found a java.util.BitSet and no serializer of it, required the one it"
                + " was written with: register it again.");
  }

  @Test
  void refusesOtherClassesByName() {
    assertThatThrownBy(() -> copy(List.of(new Holder(Optional.of(1))), Map.of()))
        .isInstanceOf(SnapshotException.class)
        .hasMessageContaining("State of java.util.Optional: found no way to write it")
        .hasMessageContaining("Register a StateSerializer");
  }

  @Test
  void refusesRecordsThatCouldNotBeReadBack() throws SnapshotException {
    Sorted sorted = new Sorted(new TreeMap<>());
    assertThatThrownBy(() -> copy(sorted, Map.of()))
        .isInstanceOf(SnapshotException.class)
        .hasMessageContaining("found the component java.util.TreeMap counts")
        .hasMessageContaining("required one of type java.util.Map, or a serializer");
    assertThat(copy(sorted, Map.of(TreeMap.class, new TreeSerializer()))).isEqualTo(sorted);
  }

  @Test
  void refusesValuesThatHoldThemselves() {
    List<Object> endless = new ArrayList<>();
    endless.add(endless);
    assertThatThrownBy(() -> copy(endless, Map.of()))
        .isInstanceOf(SnapshotException.class)
        .hasMessageContaining("found values more than 500 deep in each other");
  }

  static @Nullable Object copy(
      @Nullable Object value, Map<Class<?>, StateSerializer<?>> serializers)
      throws SnapshotException {
    StateOutput out = new StateOutput(serializers);
    out.writeValue(value);
    StateInput in = input(out.toByteArray(), serializers);
    Object read = in.readValue();
    assertThat(in.hasMore()).isFalse();
    return read;
  }

  static StateInput input(byte[] bytes, Map<Class<?>, StateSerializer<?>> serializers) {
    return new StateInput("test", bytes, serializers);
  }
}
