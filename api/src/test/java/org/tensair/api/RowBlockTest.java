package org.tensair.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowBlockTest {

  private static final List<TensorSpec> SPECS =
      List.of(
          new TensorSpec("image", DType.FLOAT32, List.of(-1L, 2L, 3L)),
          new TensorSpec("word", DType.INT32, List.of(-1L)),
          new TensorSpec("id", DType.INT64, List.of(-1L, 2L)));

  private final RowBlock block = new RowBlock(SPECS, 4);

  @Test
  void rowsLieOneAfterAnotherInNativeOrder() {
    block.at(2).putFloat(0, 5, 1.5f);
    block.at(3).putInt(1, 0, 7);
    block.at(1).putLong(2, 1, 1L << 40);

    assertThat(block.tensor(0).order()).isEqualTo(ByteOrder.nativeOrder());
    assertThat(block.tensor(0).isDirect()).isTrue();
    assertThat(block.tensor(0).capacity()).isEqualTo(4 * 6 * 4);
    assertThat(block.tensor(0).getFloat((2 * 6 + 5) * 4)).isEqualTo(1.5f);
    assertThat(block.tensor(1).getInt(3 * 4)).isEqualTo(7);
    assertThat(block.tensor(2).getLong((1 * 2 + 1) * 8)).isEqualTo(1L << 40);
    assertThat(block.at(2).getFloat(0, 5)).isEqualTo(1.5f);
    assertThat(block.at(3).getInt(1, 0)).isEqualTo(7);
    assertThat(block.capacity()).isEqualTo(4);
    assertThat(block.specs()).isEqualTo(SPECS);
  }

  @Test
  void copyRowTakesAllTensorsAndNoOtherRow() {
    RowBlock source = new RowBlock(SPECS, 2);
    source.at(1).putFloat(0, 0, 3);
    source.at(1).putInt(1, 0, 4);
    source.at(1).putLong(2, 0, 5);

    block.copyRow(source, 1, 3);

    assertThat(block.at(3).getFloat(0, 0)).isEqualTo(3);
    assertThat(block.at(3).getInt(1, 0)).isEqualTo(4);
    assertThat(block.tensor(2).getLong(3 * 2 * 8)).isEqualTo(5);
    assertThat(block.at(2).getFloat(0, 0)).isZero();
    assertThat(block.tensor(0).position()).isZero();
  }

  @Test
  void manyElementsAtOnceAreTheFirstOfTheRow() {
    block.at(2).putFloat(0, 2, 9);
    block.at(2).putFloats(0, new float[] {1, 2});
    block.at(3).putInts(1, new int[] {7});
    block.at(1).putFloats(0, new float[0]);

    assertThat(block.tensor(0).getFloat(2 * 6 * 4)).isEqualTo(1);
    assertThat(block.tensor(0).getFloat((2 * 6 + 1) * 4)).isEqualTo(2);
    assertThat(block.at(2).getFloat(0, 2)).as("what was there").isEqualTo(9);
    assertThat(block.tensor(1).getInt(3 * 4)).isEqualTo(7);
    assertThatThrownBy(() -> block.at(0).putFloats(0, new float[7]))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessageContaining("image")
        .hasMessageContaining("found element 6 of a row, required 0 to 5");
    assertThatThrownBy(() -> block.at(0).putInts(1, new int[2]))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> block.at(0).putInts(0, new int[1]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("int32");
  }

  @Test
  void rowsAndElementsOutOfRangeAreRefusedByName() {
    assertThatThrownBy(() -> block.at(4))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessageContaining("found row 4, required 0 to 3");
    assertThatThrownBy(() -> block.at(0).putFloat(0, 6, 1))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessageContaining("image float32[?, 2, 3]")
        .hasMessageContaining("found element 6")
        .hasMessageContaining("0 to 5");
    assertThatThrownBy(() -> block.at(0).getInt(1, -1))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessageContaining("found element -1");
    assertThatThrownBy(() -> block.at(0).putFloat(1, 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("word int32[?]: found access as float32");
  }

  @Test
  void dtypesGoByTheNamesOfTheCard() {
    for (DType type : DType.values()) {
      assertThat(DType.of(type.label())).isEqualTo(type);
    }
    assertThatThrownBy(() -> DType.of("float8")).hasMessageContaining("\"float8\"");
  }

  @Test
  void specsCountElementsOfARowAndOfAll() {
    TensorSpec image = SPECS.get(0);
    TensorSpec scalar = new TensorSpec("rate", DType.FLOAT32, List.of());

    assertThat(image.elementsPerRow()).isEqualTo(6);
    assertThat(image.bytesPerRow()).isEqualTo(24);
    assertThat(image.elements()).isEqualTo(6);
    assertThat(scalar.elementsPerRow()).isEqualTo(1);
    assertThat(scalar.elements()).isEqualTo(1);
    assertThat(scalar).hasToString("rate float32[]");
  }
}
