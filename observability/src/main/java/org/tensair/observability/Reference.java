package org.tensair.observability;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.tensair.api.Evaluation;

/**
 * A peer's figures on the same rows, measured elsewhere and kept in a file.
 *
 * @param key name in {@code report.json}
 * @param title name for people
 * @param evaluation over all rows
 * @param recordsPerSecond of the peer, where it was measured; NaN if unknown
 * @param note how it was measured
 */
public record Reference(
    String key, String title, Evaluation evaluation, double recordsPerSecond, String note) {

  /**
   * Reads a file with the numbers {@code auc}, {@code accuracy}, {@code log_loss} and {@code
   * rows_per_second}, and the text {@code note}; what is not there is unknown.
   *
   * @throws IOException naming the file, if it cannot be read or is no JSON object
   */
  public static Reference read(String key, String title, Path file) throws IOException {
    JsonNode json = JsonMapper.builder().build().readTree(file.toFile());
    if (!json.isObject()) {
      throw new IOException(file + ": found no JSON object, required the figures of " + title);
    }
    Evaluation evaluation =
        new Evaluation(
            json.path("rows").asLong(),
            number(json, "log_loss"),
            number(json, "accuracy"),
            number(json, "auc"));
    return new Reference(
        key, title, evaluation, number(json, "rows_per_second"), json.path("note").asText());
  }

  private static double number(JsonNode json, String field) {
    return json.path(field).asDouble(Double.NaN);
  }
}
