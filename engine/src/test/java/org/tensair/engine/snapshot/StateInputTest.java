package org.tensair.engine.snapshot;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Bytes that are not what this version of the classes, or any version, would have written. */
class StateInputTest {

  record Pair(int left, String right) {}

  record Positive(int value) {
    Positive {
      if (value < 0) {
        throw new IllegalArgumentException("found " + value + ", required 0 or more.");
      }
    }
  }

  enum Colour {
    RED,
    BLUE
  }

  @Test
  void refusesARecordWhoseComponentHasAnotherName() {
    assertThatThrownBy(() -> readChanged(new Pair(1, "a"), "left", "lift"))
        .isInstanceOf(SnapshotException.class)
        .hasMessageContaining("test, byte 2: found the record " + Pair.class.getName())
        .hasMessageContaining("(int lift, java.lang.String right)")
        .hasMessageContaining("required (int left, java.lang.String right) as in the class now");
  }

  @Test
  void refusesARecordWhoseComponentHasAnotherType() {
    assertThatThrownBy(() -> readChanged(new Pair(1, "a"), "java.lang.String", "java.lang.Struct"))
        .isInstanceOf(SnapshotException.class)
        .hasMessageContaining("(int left, java.lang.Struct right)");
  }

  @Test
  void refusesARecordWithFewerComponents() throws SnapshotException {
    StateOutput out = new StateOutput(Map.of());
    out.writeByte(Tag.RECORD);
    out.writeSize(0);
    out.writeString(Pair.class.getName());
    out.writeSize(1);
    out.writeString("left");
    out.writeString("int");
    out.writeInt(1);
    assertThatThrownBy(() -> read(out.toByteArray()))
        .isInstanceOf(SnapshotException.class)
        .hasMessageContaining(Pair.class.getName() + "(int left), required (int left, java");
  }

  @Test
  void refusesClassesAndConstantsThatAreGone() {
    assertThatThrownBy(() -> readChanged(new Pair(1, "a"), "$Pair", "$Pear"))
        .isInstanceOf(SnapshotException.class)
        .hasMessageContaining("StateInputTest$Pear, which is not on the class path");
    assertThatThrownBy(() -> readChanged(Colour.BLUE, "BLUE", "GREY"))
        .isInstanceOf(SnapshotException.class)
        .hasMessageContaining("found the constant GREY of " + Colour.class.getName())
        .hasMessageContaining("required one that the enum has now: [RED, BLUE]");
  }

  @Test
  void refusesClassesOfAnotherKind() {
    assertThatThrownBy(() -> readChanged(new Pair(1, "a"), "Pair", "Kind"))
        .hasMessageContaining("Kind, which is no record now");
    assertThatThrownBy(() -> readChanged(Colour.RED, "Colour", "NoEnum"))
        .hasMessageContaining("NoEnum, which is no enum now");
  }

  static final class Kind {}

  static final class NoEnum {}

  @Test
  void saysWhyARecordRefusesItsComponents() throws SnapshotException {
    StateOutput out = new StateOutput(Map.of());
    out.writeValue(new Positive(1));
    byte[] bytes = out.toByteArray();
    bytes[bytes.length - 1] = 1; // −1
    assertThatThrownBy(() -> read(bytes))
        .isInstanceOf(SnapshotException.class)
        .hasMessageContaining("components that " + Positive.class.getName() + " refuses")
        .hasMessageContaining("found -1, required 0 or more");
  }

  @Test
  void believesNoLengthThatTheRestCannotHold() throws SnapshotException {
    for (byte tag = Tag.STRING; tag <= Tag.PREDICTION; tag++) {
      StateOutput out = new StateOutput(Map.of());
      out.writeByte(tag);
      out.writeSize(Integer.MAX_VALUE);
      out.writeLong(0);
      byte[] bytes = out.toByteArray();
      assertThatThrownBy(() -> read(bytes))
          .as("tag %d", tag)
          .isInstanceOf(SnapshotException.class)
          .hasMessageContaining("test, byte ");
    }
  }

  @Test
  void endsWithAnErrorHoweverDeepTheBytesClaimToBe() {
    byte[] bytes = new byte[1_000_000];
    for (int i = 0; i < bytes.length; i += 2) {
      bytes[i] = Tag.LIST;
      bytes[i + 1] = 1;
    }
    assertThatThrownBy(() -> read(bytes))
        .isInstanceOf(SnapshotException.class)
        .hasMessageContaining("more than 500 deep");
  }

  @Test
  void refusesWhatIsCutOffAnywhere() throws SnapshotException {
    StateOutput out = new StateOutput(Map.of());
    out.writeValue(Map.of("key", new Pair(300, "Zürich"), "other", new double[] {1, 2}));
    byte[] whole = out.toByteArray();
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> read(cut))
          .as("%d of %d bytes", length, whole.length)
          .isInstanceOf(SnapshotException.class);
    }
  }

  /** Whatever happens to the bytes, a value or a SnapshotException comes, and soon. */
  @Test
  void survivesRandomCorruption() throws SnapshotException {
    int refused = 0;
    for (long seed = 0; seed < 20_000; seed++) {
      Random random = new Random(seed);
      StateOutput out = new StateOutput(Map.of());
      out.writeValue(new RandomValues(seed).next(4));
      byte[] bytes = out.toByteArray();
      for (int i = 1 + random.nextInt(3); i > 0; i--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      try {
        read(bytes);
      } catch (SnapshotException expected) {
        refused++;
      } catch (Throwable other) {
        fail("seed " + seed, other);
      }
    }
    assertThat(refused).isGreaterThan(5_000);
  }

  private static @Nullable Object readChanged(Object value, String from, String to)
      throws SnapshotException {
    StateOutput out = new StateOutput(Map.of());
    out.writeValue(value);
    String bytes = new String(out.toByteArray(), ISO_8859_1);
    assertThat(bytes).contains(from);
    return read(bytes.replace(from, to).getBytes(ISO_8859_1));
  }

  private static @Nullable Object read(byte[] bytes) throws SnapshotException {
    return new StateInput("test", bytes, Map.of()).readValue();
  }
}
