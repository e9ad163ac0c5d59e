package org.tensair.observability;

import com.fasterxml.jackson.databind.JsonNode;
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
   * The figures in an object with the numbers {@code auc}, {@code accuracy}, {@code log_loss},
   * {@code rows} and {@code rows_per_second}; what is not there is unknown.
   */
  public static Reference of(String key, String title, JsonNode figures, String note) {
    Evaluation evaluation =
        new Evaluation(
            figures.path("rows").asLong(),
            number(figures, "log_loss"),
            number(figures, "accuracy"),
            number(figures, "auc"));
    return new Reference(key, title, evaluation, number(figures, "rows_per_second"), note);
  }

  private static double number(JsonNode json, String field) {
    return json.path(field).asDouble(Double.NaN);
  }
}
