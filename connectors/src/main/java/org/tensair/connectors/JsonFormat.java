package org.tensair.connectors;

import java.io.Writer;

/** One JSON object on each line; see {@link JsonLines#sink}. */
record JsonFormat<T>() implements LineFormat<T> {

  @Override
  public String extension() {
    return ".jsonl";
  }

  @Override
  public Lines<T> lines(Writer out) {
    return record -> {
      JsonLines.MAPPER.writeValue(out, record);
      out.write('\n');
    };
  }
}
