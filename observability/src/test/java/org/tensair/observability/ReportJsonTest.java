package org.tensair.observability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReportJsonTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Path SAMPLE = Path.of("..", "contract", "report.sample.json");

  private final JsonNode report = read(ReportJson.of(Runs.report()));

  @Test
  void agreesWithTheSampleOfTheContract() throws IOException {
    assertThat(withoutMachine(report)).isEqualTo(withoutMachine(JSON.readTree(SAMPLE.toFile())));
  }

  @Test
  void hasAllFieldsThatReadersRelyOn() {
    assertThat(report.fieldNames())
        .toIterable()
        .contains(
            "records",
            "predicted",
            "trained",
            "elapsed_seconds",
            "records_per_second",
            "records_per_second_second_half",
            "auc",
            "accuracy",
            "log_loss",
            "baselines",
            "label_lead_seconds_max",
            "label_lag_seconds",
            "drifts",
            "state_changes",
            "replicas",
            "replica_divergence",
            "series");
  }

  @Test
  void writesWhatIsUnknownAsNull() {
    assertThat(report.at("/baselines/majority/auc").isNull()).isTrue();
    assertThat(report.at("/baselines/majority/records_per_second").isNull()).isTrue();
  }

  @Test
  void putsOtherPassesBesideTheSameRows() {
    JsonNode second = report.at("/series/1");
    assertThat(second.path("record").asLong()).isEqualTo(1_000);
    assertThat(second.at("/baselines/logistic-regression/auc").asDouble()).isEqualTo(0.80);
    assertThat(second.at("/baselines/no-change/accuracy").asDouble()).isEqualTo(0.78);
  }

  @Test
  void comparesTheNetworkWithTheLogisticRegressionThatTrainsAsMuch() {
    JsonNode adds = report.path("network_adds");
    assertThat(adds.path("of").asText()).isEqualTo("always-train");
    assertThat(adds.path("auc").asDouble()).isEqualTo(0.815 - 0.80);
  }

  private static JsonNode withoutMachine(JsonNode report) {
    ObjectNode copy = report.deepCopy();
    ((ObjectNode) copy.path("timing")).remove(java.util.List.of("cores", "java"));
    return copy;
  }

  private static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new AssertionError(json, e);
    }
  }
}
