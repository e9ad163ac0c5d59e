package org.tensair.connectors;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;

/** Puts what the parser finds into the one row that is used again and again. */
final class CsvRowHandler extends AbstractBaseCsvCallbackHandler<CsvRow> {

  private final CsvRow row;

  CsvRowHandler(CsvRow row) {
    this.row = row;
  }

  @Override
  protected void handleBegin(long startingLineNumber) {
    row.begin(startingLineNumber);
  }

  @Override
  protected void handleField(int index, char[] buffer, int offset, int length, boolean quoted) {
    // The parser's buffer may move before the row is complete.
    row.add(buffer, offset, length);
  }

  @Override
  protected CsvRow buildRecord() {
    return row;
  }
}
