package org.tensair.api;

import java.util.List;

/** Strings at the times 0, 1, 2, … */
record ListSource(String name, List<String> records) implements Source<String> {

  @Override
  public Type<String> type() {
    return Type.of(String.class);
  }

  @Override
  public boolean bounded() {
    return true;
  }

  @Override
  public SourceReader<String> open(int split) {
    return new SourceReader<>() {
      private int next;

      @Override
      public boolean read(Output<String> out, int max) {
        for (int i = 0; i < max && next < records.size(); i++, next++) {
          out.emit(records.get(next), next);
        }
        return next < records.size();
      }

      @Override
      public long position() {
        return next;
      }

      @Override
      public void close() {}
    };
  }
}
