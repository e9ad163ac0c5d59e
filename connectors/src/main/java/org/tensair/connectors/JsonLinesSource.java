package org.tensair.connectors;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tensair.api.BadRecordException;
import org.tensair.api.Source;
import org.tensair.api.SourceReader;
import org.tensair.api.Type;

/** See {@link JsonLines#source}. */
record JsonLinesSource<T>(String file, Class<T> raw, EventTime<T> time) implements Source<T> {

  @Override
  public String name() {
    return new TextFile(file).shortName();
  }

  @Override
  public Type<T> type() {
    return Type.of(raw);
  }

  @Override
  public boolean bounded() {
    return true;
  }

  @Override
  public SourceReader<T> open(int split) throws IOException {
    return new Reader<>(new TextFile(file), raw, time);
  }

  private static final class Reader<T> implements SourceReader<T> {

    private final TextFile file;
    private final ObjectReader json;
    private final EventTime<T> time;
    private final BufferedReader lines;
    private long line;
    private long position;

    Reader(TextFile file, Class<T> raw, EventTime<T> time) throws IOException {
      this.file = file;
      this.json = JsonLines.MAPPER.readerFor(raw);
      this.time = time;
      lines = new BufferedReader(new InputStreamReader(file.open(), StandardCharsets.UTF_8));
    }

    @Override
    public boolean read(Output<T> out, int max) throws IOException {
      for (int i = 0; i < max; i++) {
        String text = nextLine();
        if (text == null) {
          return false;
        }
        // A line that is refused is counted, too: the next call goes on after it.
        position++;
        T made = record(text);
        long eventTime = eventTime(made, text);
        out.emit(made, eventTime);
      }
      return true;
    }

    private @Nullable String nextLine() throws IOException {
      try {
        String text = lines.readLine();
        while (text != null && text.isBlank()) {
          line++;
          text = lines.readLine();
        }
        line++;
        return text;
      } catch (IOException failure) {
        throw file.explained(failure, line);
      }
    }

    private T record(String text) throws BadRecordException {
      T made;
      try {
        made = json.readValue(text);
      } catch (JsonProcessingException malformed) {
        throw new BadRecordException(
            file + ", line " + line + place(malformed) + ": " + malformed.getOriginalMessage(),
            text,
            malformed);
      }
      if (made == null) {
        throw new BadRecordException(
            file + ", line " + line + ": found null, required an object.", text, null);
      }
      return made;
    }

    private long eventTime(T made, String text) throws BadRecordException {
      try {
        return time.of(made);
      } catch (BadRecordException named) {
        throw named.record().isEmpty()
            ? new BadRecordException(String.valueOf(named.getMessage()), text, named)
            : named;
      } catch (Exception failure) {
        throw new BadRecordException(
            file + ", line " + line + ": function failed: " + failure, text, failure);
      }
    }

    private static String place(JsonProcessingException malformed) {
      JsonLocation at = malformed.getLocation();
      String column = at == null ? "" : ", column " + at.getColumnNr();
      if (malformed instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
        return column
            + ", field \""
            + mapping.getPath().stream()
                .map(JsonMappingException.Reference::getFieldName)
                .collect(Collectors.joining("."))
            + "\"";
      }
      return column;
    }

    @Override
    public long position() {
      return position;
    }

    @Override
    public void close() throws IOException {
      lines.close();
    }
  }
}
