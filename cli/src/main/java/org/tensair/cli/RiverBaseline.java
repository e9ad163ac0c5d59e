package org.tensair.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.tensair.observability.Reference;

/**
 * The figures of River's logistic regression over all flights, which a script has measured and put
 * beside the data, with the fingerprints of the files that it read.
 */
final class RiverBaseline {

  private static final String FILE = "river-baseline.json";

  private RiverBaseline() {}

  /**
   * Reads them.
   *
   * @param data directory of the flights
   * @return nothing if they have not been measured
   * @throws IOException if they are of other data than what lies beside them
   */
  static List<Reference> read(Path data) throws IOException {
    Path file = data.resolve(FILE);
    if (!Files.exists(file)) {
      return List.of();
    }
    JsonNode river = JsonMapper.builder().build().readTree(file.toFile());
    for (Map.Entry<String, JsonNode> entry : river.path("data").properties()) {
      Path read = data.resolve(entry.getKey());
      String required = entry.getValue().asText();
      String found = fingerprint(read);
      if (!found.equals(required)) {
        throw new IOException(
            file
                + ": measured on another "
                + read.getFileName()
                + ": found sha256 "
                + found
                + ", required "
                + required
                + "; run examples/scripts/river_baseline.py again");
      }
    }
    String library = river.path("library").asText("River");
    String note = library + "; " + river.path("note").asText();
    return List.of(
        Reference.of("river-logistic-regression", "River logistic regression", river, note),
        Reference.of(
            "river-logistic-regression-usual-features",
            "River logistic regression, usual features",
            river.path("schedule_and_weather_only"),
            library + "; schedule and weather only"));
  }

  private static String fingerprint(Path file) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
