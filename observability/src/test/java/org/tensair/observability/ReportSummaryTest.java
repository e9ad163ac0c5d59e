package org.tensair.observability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReportSummaryTest {

  private final String summary = Runs.report().summary();

  @Test
  void alignsTheModelWithItsBaselines() {
    assertThat(summary.lines().filter(line -> line.matches(".* [0-9.]+ % .*[0-9–]")))
        .containsExactly(
            "  ▸ network, automatic                          0.8100    0.4000   83.00 %      2,308",
            "    network, always training                    0.8150    0.3950   83.20 %      2,308",
            "    logistic regression                         0.8000    0.4100   82.00 %      2,308",
            "    majority                                         –    0.5450   76.50 %          –",
            "    no-change                                   0.6400    8.1000   78.00 %          –",
            "    River logistic regression                   0.7760    0.4470   81.20 %     10,000");
  }

  @Test
  void saysWhatTheNetworkAddsAndThatPeersAreBeaten() {
    assertThat(summary)
        .contains("Beats all 4 peers in AUC and log loss.")
        .contains("The network adds +0.0150 AUC, -0.0150 log loss over a logistic regression");
  }

  @Test
  void namesThePeersThatAreNotBeaten() {
    RunReport report = Runs.report();
    Pass poor = new Pass("automatic", "network", false, Runs.result(0.79, 0.40, 0.8), Runs.fast(0));
    RunReport lost =
        new RunReport(
            report.job(),
            report.options(),
            false,
            report.startedAt(),
            poor,
            report.others(),
            List.of());
    assertThat(lost.summary())
        .contains("Does not beat, in AUC and log loss: logistic regression.")
        .contains("flight-delays (stopped): 3,000 rows");
  }

  @Test
  void tellsTheLifeOfTheModel() {
    assertThat(summary)
        .contains("the newest the weights had learnt from was 60 s old at least, 912 s on average")
        .contains("Replicas: 2, staleness 2.0 mini-batches on average, divergence 1.5e-07.")
        .contains(
            "row     1,000  2013-01-01 20:15  training → predicting: loss fell by 0.4 % only");
  }
}
