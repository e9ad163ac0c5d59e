package org.tensair.testkit;

import org.tensair.api.Source;
import org.tensair.api.SourceReader;
import org.tensair.api.Type;

/** A source of two splits, even and odd numbers, that keeps the contract. */
class SourceContractTest extends SourceContract<Integer> {

  @Override
  protected Source<Integer> source() {
    return new Numbers(25);
  }

  private record Numbers(int below) implements Source<Integer> {

    @Override
    public String name() {
      return "numbers";
    }

    @Override
    public Type<Integer> type() {
      return Type.of(Integer.class);
    }

    @Override
    public boolean bounded() {
      return true;
    }

    @Override
    public int splits() {
      return 2;
    }

    @Override
    public SourceReader<Integer> open(int split) {
      return new SourceReader<>() {
        private int position;

        @Override
        public boolean read(Output<Integer> out, int max) {
          for (int i = 0; i < max && 2 * position + split < below; i++) {
            int number = 2 * position + split;
            position++;
            out.emit(number, number / 3);
          }
          return 2 * position + split < below;
        }

        @Override
        public long position() {
          return position;
        }

        @Override
        public void close() {}
      };
    }
  }
}
