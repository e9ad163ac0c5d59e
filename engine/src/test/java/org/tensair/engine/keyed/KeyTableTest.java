package org.tensair.engine.keyed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** {@link KeyTable}, beside the library's linked map. */
class KeyTableTest {

  @RepeatedTest(50)
  void isALinkedMap(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    KeyTable table = new KeyTable();
    for (int use = 0; use < 3; use++) {
      Map<Object, Object> expected = new LinkedHashMap<>();
      int different = 1 + random.nextInt(5_000);
      for (int i = 0; i < 2 * different; i++) {
        Object key = key(random, different);
        Object value = "value " + i;
        KeyTable.Entry entry = table.find(key);
        assertThat(entry != null).isEqualTo(expected.containsKey(key));
        if (entry == null) {
          table.add(key, value);
        } else {
          entry.value = value;
        }
        expected.put(key, value);
      }
      same(table, expected);
      table.clear();
      assertThat(table.size()).isZero();
      assertThat(table.find(1L)).isNull();
    }
  }

  /** Numbers, also ones that differ in high bits only, texts, and keys that share their hash. */
  private static Object key(Random random, int different) {
    int number = random.nextInt(different);
    return switch (random.nextInt(4)) {
      case 0 -> (long) number;
      case 1 -> (long) number << 40;
      case 2 -> "key " + number;
      default -> new Clash(number % 50);
    };
  }

  private static void same(KeyTable table, Map<Object, Object> expected) {
    assertThat(table.size()).isEqualTo(expected.size());
    int place = 0;
    for (Map.Entry<Object, Object> entry : expected.entrySet()) {
      KeyTable.Entry found = table.entry(place++);
      assertThat(found.key).isEqualTo(entry.getKey());
      assertThat(found.value).isEqualTo(entry.getValue());
      assertThat(table.find(entry.getKey())).isSameAs(found);
    }
  }

  @Test
  void refusesAPlaceThatIsNotTaken() {
    KeyTable table = new KeyTable();
    table.add("a", 1);
    assertThatThrownBy(() -> table.entry(1))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage("Key table: found 1 keys, required more than 1.");
  }

  private record Clash(int number) {
    @Override
    public int hashCode() {
      return 7;
    }
  }
}
