package org.tensair.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordTypesTest {

  private sealed interface Shape permits Circle, Square {}

  private record Circle(double radius) implements Shape {}

  private record Square(double side) implements Shape {}

  private sealed interface Broken permits Leaky {}

  private record Leaky(Supplier<String> supplier) implements Broken {}

  private record Tree(String name, List<Tree> children) {}

  private record Pair<A, B>(A first, List<B> second) {}

  @SuppressWarnings("ArrayRecordComponent")
  private record Rich(
      int number,
      Long boxed,
      @Nullable String text,
      ChronoUnit unit,
      Instant time,
      float[] features,
      String[] words,
      Map<String, List<Double>> map,
      Shape shape,
      CharSequence open,
      Pair<String, Integer> pair,
      List<? extends Shape> shapes) {}

  private record Loose(Object anything) {}

  private record RawList(@SuppressWarnings("rawtypes") List list) {}

  private record GoodKey(String carrier, int flight, ChronoUnit unit, long date) {}

  private record NestedKey(GoodKey key, char letter) {}

  private record BadKey(String name, NestedBadKey nested) {}

  private record NestedBadKey(double value) {}

  @Test
  void everythingThatCanBeWrittenIsAllowed() {
    for (Type<?> type :
        List.of(
            Type.of(int.class),
            Type.of(Double.class),
            Type.of(Rich.class),
            Type.of(Tree.class),
            Type.of(Shape.class),
            Type.of(Step.class),
            Type.of(byte[].class),
            Type.of(Prediction.class, Type.of(Rich.class)),
            Type.of(Pair.class, Type.of(Rich.class), Type.of(String.class)),
            Type.of(Map.class, Type.of(String.class), Type.of(Tree.class)))) {
      assertThat(problemOf(type)).as("%s", type).isNull();
    }
  }

  @Test
  void whatCannotBeWrittenIsNamedWithItsPlace() {
    assertThat(problemOf(Type.of(Object.class))).isEqualTo("a type that Java erases");
    assertThat(problemOf(Type.of(List.class)))
        .isEqualTo("the type List whose arguments Java erases");
    assertThat(problemOf(Type.of(Loose.class)))
        .isEqualTo("a type that Java erases in Loose.anything");
    assertThat(problemOf(Type.of(RawList.class)))
        .isEqualTo("the type List whose arguments Java erases in RawList.list");
    assertThat(problemOf(Type.of(Broken.class)))
        .isEqualTo("the function type Supplier<String> in Leaky.supplier permitted by Broken");
    assertThat(problemOf(Type.of(ArrayList.class, Type.of(String.class))))
        .isEqualTo("the class ArrayList<String>");
    assertThat(problemOf(Type.of(Thread.class))).isEqualTo("the class Thread");
    assertThat(problemOf(Type.of(Object[].class))).isEqualTo("a type that Java erases");
    assertThat(problemOf(Type.of(Pair.class, Type.of(Loose.class), Type.of(int.class))))
        .isEqualTo("a type that Java erases in Loose.anything in Pair<Loose, int>");
  }

  @Test
  void keysAreOfTypesWithAStableHash() {
    for (Class<?> key :
        List.of(
            String.class,
            int.class,
            Long.class,
            Boolean.class,
            ChronoUnit.class,
            GoodKey.class,
            NestedKey.class)) {
      assertThat(RecordTypes.problemOfKey(Type.of(key))).as("%s", key).isNull();
    }
  }

  @Test
  void otherKeysAreRefused() {
    assertThat(RecordTypes.problemOfKey(Type.of(Object.class)))
        .isEqualTo("a key whose type Java erases");
    assertThat(RecordTypes.problemOfKey(Type.of(Double.class))).isEqualTo("a key of type Double");
    assertThat(RecordTypes.problemOfKey(Type.of(float.class))).isEqualTo("a key of type float");
    assertThat(RecordTypes.problemOfKey(Type.of(int[].class))).isEqualTo("a key of type int[]");
    assertThat(RecordTypes.problemOfKey(Type.of(BadKey.class)))
        .isEqualTo("a key of type double in NestedBadKey.value in BadKey.nested");
  }

  private static @Nullable String problemOf(Type<?> type) {
    return RecordTypes.problemOf(type, Set.of());
  }
}
