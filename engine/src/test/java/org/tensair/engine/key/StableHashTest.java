package org.tensair.engine.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StableHashTest {

  private record Key(String origin, int flight, TimeUnit unit, Inner inner) {}

  private record Inner(long number) {}

  @Test
  void theHashOfAKeyIsPinned() {
    // What these are in one process they must be in every other, on every JDK.
    assertThat(StableHash.of("EWR")).isEqualTo(446363647);
    assertThat(StableHash.of(new Key("EWR", 1545, TimeUnit.DAYS, new Inner(7))))
        .isEqualTo(1155097120);
  }

  @Test
  void equalKeysHashEqually() {
    assertThat(StableHash.of(new Inner(1L << 40))).isEqualTo(StableHash.of(new Inner(1L << 40)));
    assertThat(StableHash.of(new Inner(1))).isNotEqualTo(StableHash.of(new Inner(2)));
  }

  @Test
  void consecutiveNumbersSpreadOverReplicas() {
    int[] counts = new int[3];
    for (int i = 0; i < 30_000; i++) {
      counts[Math.floorMod(StableHash.of(i), 3)]++;
    }
    for (int count : counts) {
      assertThat(count).isBetween(9_500, 10_500);
    }
  }

  @Test
  void whatMayHashByIdentityIsRefused() {
    assertThatThrownBy(() -> StableHash.of(new Object()))
        .hasMessage(
            "Key: found a java.lang.Object, required a String, an integer, an enum or a record of"
                + " these.");
    assertThatThrownBy(() -> StableHash.of(1.5)).hasMessageContaining("java.lang.Double");
  }
}
