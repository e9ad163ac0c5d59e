package org.tensair.connectors;

import java.io.IOException;
import java.io.Reader;

/**
 * Puts a row of its own behind the last one, and leaves out a byte order mark. Before: the file's
 * text; after: the parser, which takes a quote that is never closed for a field up to the end of
 * the file; then the mark is in it.
 */
final class EndMark extends Reader {

  /** No character, and so in no text. */
  static final char MARK = '\uFFFF';

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final Reader in;
  private boolean begun;
  private boolean marked;

  EndMark(Reader in) {
    this.in = in;
  }

  @Override
  public int read(char[] chars, int offset, int length) throws IOException {
    int read = in.read(chars, offset, length);
    if (!begun && read > 0) {
      begun = true;
      if (chars[offset] == BYTE_ORDER_MARK) {
        System.arraycopy(chars, offset + 1, chars, offset, --read);
        return read > 0 ? read : read(chars, offset, length);
      }
    }
    if (read >= 0 || marked || length < 2) {
      return read;
    }
    marked = true;
    chars[offset] = '\n';
    chars[offset + 1] = MARK;
    return 2;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
