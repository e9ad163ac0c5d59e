package org.tensair.connectors;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensair.api.BadRecordException;

/**
 * The fields of one row of a CSV file, by column name. Valid only inside the functions given to
 * {@link Csv#source}; the next row takes its place.
 *
 * <p>A column is looked up by name once: the row remembers which column was asked for in which
 * turn, so asking in the same order for each row, with constant names, costs a comparison. Numbers
 * are read without making objects, and short texts that repeat are made once.
 */
public final class CsvRow {

  private static final int REMEMBERED_TURNS = 64;

  private final String file;
  private final Map<String, Integer> columns = new HashMap<>();
  private List<String> names = List.of();
  private final @Nullable String[] askedFor = new String[REMEMBERED_TURNS];
  private final int[] found = new int[REMEMBERED_TURNS];
  private int turn;

  private char[] chars = new char[256];
  private int[] ends = new int[17];
  private int size;
  private long line;

  CsvRow(String file) {
    this.file = file;
  }

  /**
   * The text of a field; empty for an empty field.
   *
   * @throws IOException if there is no such column
   */
  public String text(String column) throws IOException {
    int field = field(column);
    return TextCache.get(chars, ends[field], ends[field + 1]);
  }

  /**
   * An integer.
   *
   * @throws BadRecordException if the field holds anything else
   * @throws IOException if there is no such column
   */
  public int integer(String column) throws IOException {
    int field = field(column);
    long value = parsedLong(field, "an integer");
    if (value != (int) value) {
      throw refused(field, "an integer from " + Integer.MIN_VALUE + " to " + Integer.MAX_VALUE);
    }
    return (int) value;
  }

  /**
   * A long integer.
   *
   * @throws BadRecordException if the field holds anything else
   * @throws IOException if there is no such column
   */
  public long longInteger(String column) throws IOException {
    return parsedLong(field(column), "an integer");
  }

  /**
   * A decimal number, rounded to the nearest double; NaN for an empty field.
   *
   * @throws BadRecordException if the field holds anything else
   * @throws IOException if there is no such column
   */
  public double decimal(String column) throws IOException {
    int field = field(column);
    if (ends[field] == ends[field + 1]) {
      return Double.NaN;
    }
    try {
      return Numbers.parseDouble(chars, ends[field], ends[field + 1]);
    } catch (NumberFormatException malformed) {
      throw refused(field, "a decimal number, or nothing");
    }
  }

  /**
   * Whether a field is empty.
   *
   * @throws IOException if there is no such column
   */
  public boolean isEmpty(String column) throws IOException {
    int field = field(column);
    return ends[field] == ends[field + 1];
  }

  /** The line of the file on which the row begins, from 1. */
  public long line() {
    return line;
  }

  void begin(long startingLine) {
    line = startingLine;
    size = 0;
    turn = 0;
  }

  void add(char[] from, int offset, int length) {
    int begin = ends[size];
    if (begin + length > chars.length) {
      chars = Arrays.copyOf(chars, Math.max(begin + length, 2 * chars.length));
    }
    if (size + 2 > ends.length) {
      ends = Arrays.copyOf(ends, 2 * ends.length);
    }
    System.arraycopy(from, offset, chars, begin, length);
    ends[++size] = begin + length;
  }

  /** Makes this row's fields the names of the columns. */
  void becomeHeader() throws IOException {
    List<String> header = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      String name = content(i);
      header.add(name);
      if (columns.put(name, i) != null) {
        throw new IOException(
            file + ", line " + line + ": found the column \"" + name + "\" twice, required once.");
      }
    }
    names = List.copyOf(header);
  }

  void checkSize() throws BadRecordException {
    if (size != names.size()) {
      throw refused(
          "found " + size + " fields, required " + names.size() + ": " + names + ".", null);
    }
  }

  BadRecordException refused(String fault, @Nullable Throwable cause) {
    return new BadRecordException(file + ", line " + line + ": " + fault, text(), cause);
  }

  private BadRecordException refused(int field, String required) {
    return new BadRecordException(
        file
            + ", line "
            + line
            + ", column \""
            + names.get(field)
            + "\": found "
            + (ends[field] == ends[field + 1] ? "an empty field" : "\"" + content(field) + "\"")
            + ", required "
            + required
            + ".",
        text(),
        null);
  }

  /** The same, with the row's text. */
  BadRecordException refused(BadRecordException bad) {
    return new BadRecordException(String.valueOf(bad.getMessage()), text(), bad);
  }

  /** The row as it stood in the file, with no more quotes than it needs. */
  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < size; i++) {
      String field = content(i);
      boolean quoted = field.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
      text.append(i == 0 ? "" : ",");
      text.append(quoted ? '"' + field.replace("\"", "\"\"") + '"' : field);
    }
    return text.toString();
  }

  /** Whether this is what {@link EndMark} puts behind the last row. */
  boolean isEndMark() {
    return size == 1 && ends[1] == 1 && chars[0] == EndMark.MARK;
  }

  /** Whether the last field has swallowed the end mark: its quote is not closed. */
  boolean swallowedEndMark() {
    return size > 0 && ends[size] > 0 && chars[ends[size] - 1] == EndMark.MARK;
  }

  private String content(int field) {
    return new String(chars, ends[field], ends[field + 1] - ends[field]);
  }

  private long parsedLong(int field, String required) throws BadRecordException {
    try {
      return Numbers.parseLong(chars, ends[field], ends[field + 1]);
    } catch (NumberFormatException malformed) {
      throw refused(field, required);
    }
  }

  @SuppressWarnings("ReferenceEquality") // Constants are the same object for each row.
  private int field(String column) throws IOException {
    int asked = turn++;
    if (asked < REMEMBERED_TURNS && askedFor[asked] == column) {
      return found[asked];
    }
    Integer field = columns.get(column);
    if (field == null) {
      throw new UnknownColumnException(
          file
              + ": found the columns "
              + names
              + ", required \""
              + column
              + "\"."
              + Nearest.hint(column, names));
    }
    if (asked < REMEMBERED_TURNS) {
      askedFor[asked] = column;
      found[asked] = field;
    }
    return field;
  }
}
