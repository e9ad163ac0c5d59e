package org.tensair.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensair.api.DType;
import org.tensair.api.EncoderContext;
import org.tensair.api.Execution;
import org.tensair.api.OnlineScaler;
import org.tensair.api.Pipeline;
import org.tensair.api.RunOptions;
import org.tensair.api.Stream;
import org.tensair.api.TensorSpec;
import org.tensair.connectors.Csv;
import org.tensair.examples.FlightDelays;
import org.tensair.examples.flights.Flight;
import org.tensair.examples.flights.FlightEncoder;
import org.tensair.examples.flights.Flights;
import org.tensair.examples.flights.Label;

/** The example's features beside those of its second implementation, which peers learn from. */
class FlightFeaturesTest {

  private static final long RECORDS = 20_000;
  private static final Path DATA =
      Path.of("..").toAbsolutePath().normalize().resolve("examples/data/flights");

  /** Columns by the names of {@code flight_features.py}. */
  private static final List<String> COLUMNS =
      Arrays.asList(
          ("distance temp dewp humid wind_speed precip pressure visib"
                  + " late_at_20 late_at_120 late_at_1440 late_of_20 late_of_120 late_of_1440"
                  + " late_both_20 late_both_120 late_both_1440"
                  + " late_to_20 late_to_120 late_to_1440 late_number labels_both"
                  + " delay_at_20 delay_at_120 delay_at_1440 delay_of_20 delay_of_120 delay_of_1440"
                  + " delay_both_20 delay_both_120 delay_both_1440"
                  + " delay_to_20 delay_to_120 delay_to_1440"
                  + " waiting_at waiting_both overdue_at overdue_both landed_to scheduled_at"
                  + " aircraft_known aircraft_delay aircraft_slack aircraft_tight"
                  + " landed_known landed_delay landed_since landed_slack landed_tight")
              .split(" "));

  @Test
  void areThoseOfTheSecondImplementation(@TempDir Path folder)
      throws IOException, InterruptedException {
    List<double[]> found = features(folder.resolve("features.csv"));
    JsonNode sample =
        JsonMapper.builder().build().readTree(DATA.resolve("features.sample.json").toFile());
    assertThat(sample.size()).isEqualTo(25);
    for (JsonNode row : sample) {
      int flight = row.path("flight").asInt();
      for (int column = 0; column < COLUMNS.size(); column++) {
        String name = COLUMNS.get(column);
        double number = found.get(flight)[column];
        if (row.has(name)) {
          assertThat(number)
              .as("%s of flight %d", name, flight)
              .isCloseTo(row.path(name).asDouble(), within(1e-8));
        } else {
          assertThat(number).as("%s of flight %d, missing", name, flight).isNaN();
        }
      }
    }
  }

  @Test
  void aModelOfOtherFeaturesIsRefused() {
    EncoderContext wider =
        new EncoderContext() {
          @Override
          public List<TensorSpec> features() {
            return List.of(new TensorSpec("numeric", DType.FLOAT32, List.of(-1L, 60L)));
          }

          @Override
          public int feature(String name) {
            return 0;
          }

          @Override
          public OnlineScaler scaler(String name, int width) {
            throw new AssertionError("asked for a scaler");
          }
        };
    assertThatThrownBy(() -> new FlightEncoder(wider))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found numeric float32[?, 60] in the model, required 52 elements");
  }

  private static List<double[]> features(Path file) throws IOException, InterruptedException {
    Pipeline pipeline = Pipeline.named("features");
    Stream<Label> labels =
        pipeline.read(Flights.labels(DATA, RECORDS)).stopAtBadRecords().named("labels");
    Stream<Flight> flights =
        pipeline.read(Flights.scheduled(DATA, RECORDS)).stopAtBadRecords().named("flights");
    FlightDelays.features(pipeline, DATA, RECORDS, flights, labels)
        .to(Csv.sink(file, Csv.column("numbers", flight -> Arrays.toString(flight.numbers()))));
    try (Execution execution = pipeline.start(RunOptions.defaults().workers(1))) {
      execution.await();
    }
    return Files.readAllLines(file).stream().skip(1).map(FlightFeaturesTest::numbers).toList();
  }

  private static double[] numbers(String line) {
    String list = line.replaceAll("[\\[\\]\"]", "");
    return Arrays.stream(list.split(", ")).mapToDouble(Double::parseDouble).toArray();
  }
}
