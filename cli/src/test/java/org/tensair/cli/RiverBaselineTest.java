package org.tensair.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensair.observability.Reference;

class RiverBaselineTest {

  /** Of the two bytes "ab". */
  private static final String SHA256 =
      "fb8e20fc2e4c3f248c60c39bd652f3c1347298bb977b8b4d5903b85055620603";

  @Test
  void givesBothMeasurements(@TempDir Path data) throws IOException {
    write(data, "ab");
    assertThat(RiverBaseline.read(data))
        .extracting(Reference::key, reference -> reference.evaluation().auc(), Reference::note)
        .containsExactly(
            org.assertj.core.api.Assertions.tuple(
                "river-logistic-regression", 0.79, "river 0.26.1; as measured"),
            org.assertj.core.api.Assertions.tuple(
                "river-logistic-regression-usual-features",
                0.77,
                "river 0.26.1; schedule and weather only"));
  }

  @Test
  void refusesFiguresOfOtherData(@TempDir Path data) throws IOException {
    write(data, "abc");
    assertThatThrownBy(() -> RiverBaseline.read(data))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("measured on another flights.csv.gz")
        .hasMessageContaining("required " + SHA256);
  }

  @Test
  void isEmptyWhereNothingWasMeasured(@TempDir Path data) throws IOException {
    assertThat(RiverBaseline.read(data)).isEmpty();
  }

  private static void write(Path data, String flights) throws IOException {
    Files.writeString(data.resolve("flights.csv.gz"), flights);
    String json =
        """
        {"library": "river 0.26.1", "note": "as measured", "auc": 0.79,
         "data": {"flights.csv.gz": "%s"}, "schedule_and_weather_only": {"auc": 0.77}}
        """;
    Files.writeString(data.resolve("river-baseline.json"), json.formatted(SHA256));
  }
}
