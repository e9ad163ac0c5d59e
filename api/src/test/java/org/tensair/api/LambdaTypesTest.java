package org.tensair.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LambdaTypesTest {

  private record Tagged(String name, int size) {

    List<String> tags() {
      return List.of(name);
    }

    static <V> List<V> wrapped(V value) {
      return List.of(value);
    }

    static Map<String, List<Integer>> sizes(Tagged tagged) {
      return Map.of(tagged.name, List.of(tagged.size));
    }
  }

  private static final class NamedMap implements MapFunction<Tagged, List<String>> {
    @Override
    public List<String> apply(Tagged value) {
      return value.tags();
    }
  }

  private static final class NamedFlatMap implements FlatMapFunction<Tagged, Long> {
    @Override
    public void apply(Tagged value, Consumer<Long> out) {
      out.accept(1L);
    }
  }

  private static final class Generic<T> implements MapFunction<T, T> {
    @Override
    public T apply(T value) {
      return value;
    }
  }

  @Test
  void lambdasTellTheirClass() {
    MapFunction<Tagged, String> lambda = tagged -> tagged.name() + "!";
    JoinFunction<String, Integer, Tagged> join = (name, size) -> new Tagged(name, size);

    assertThat(LambdaTypes.resultOf(lambda)).isEqualTo(Type.of(String.class));
    assertThat(LambdaTypes.resultOf(join)).isEqualTo(Type.of(Tagged.class));
  }

  @Test
  void methodReferencesTellTheirClassAndTypeArguments() {
    MapFunction<Tagged, Integer> boxed = Tagged::size;
    MapFunction<Tagged, List<String>> instance = Tagged::tags;
    MapFunction<Tagged, Map<String, List<Integer>>> nested = Tagged::sizes;
    JoinFunction<String, Integer, Tagged> constructor = Tagged::new;

    assertThat(LambdaTypes.resultOf(boxed)).isEqualTo(Type.of(Integer.class));
    assertThat(LambdaTypes.resultOf(instance)).hasToString("List<String>");
    assertThat(LambdaTypes.resultOf(nested)).hasToString("Map<String, List<Integer>>");
    assertThat(LambdaTypes.resultOf(constructor)).isEqualTo(Type.of(Tagged.class));
  }

  @Test
  void aLambdaHasNoTypeArgumentsToTell() {
    MapFunction<Tagged, List<String>> lambda = tagged -> List.of(tagged.name());

    assertThat(LambdaTypes.resultOf(lambda)).isEqualTo(Type.of(List.class));
  }

  @Test
  void theTypeVariableOfAGenericMethodIsErased() {
    MapFunction<Tagged, List<Tagged>> generic = Tagged::wrapped;

    assertThat(LambdaTypes.resultOf(generic)).hasToString("List<Object>");
  }

  @Test
  void namedAndAnonymousClassesTellWhatTheyDeclare() {
    MapFunction<Tagged, Long> anonymous =
        new MapFunction<>() {
          @Override
          public Long apply(Tagged value) {
            return 1L;
          }
        };

    assertThat(LambdaTypes.resultOf(new NamedMap())).hasToString("List<String>");
    assertThat(LambdaTypes.resultOf(new NamedFlatMap())).isEqualTo(Type.of(Long.class));
    assertThat(LambdaTypes.resultOf(anonymous)).isEqualTo(Type.of(Long.class));
    assertThat(LambdaTypes.resultOf(new Generic<String>())).isEqualTo(Type.of(Object.class));
  }

  @Test
  void aFlatMapLambdaTellsNothing() {
    FlatMapFunction<Tagged, String> lambda = (tagged, out) -> out.accept(tagged.name());

    assertThat(LambdaTypes.resultOf(lambda)).isEqualTo(Type.of(Object.class));
  }

  private static final class Counting implements KeyedFunction<String, Tagged, Long, Integer> {
    @Override
    public Long process(String key, Tagged record, @Nullable Long state, Context<Integer> context) {
      return 1L;
    }
  }

  @Test
  void aKeyedFunctionTellsItsResultsByItsClassOnly() {
    KeyedFunction<String, Tagged, Long, Integer> lambda = (key, record, state, context) -> 1L;

    assertThat(LambdaTypes.resultOfKeyed(new Counting())).isEqualTo(Type.of(Integer.class));
    // It returns the state, and what it emits is nowhere to be seen.
    assertThat(LambdaTypes.resultOfKeyed(lambda)).isEqualTo(Type.of(Object.class));
  }
}
