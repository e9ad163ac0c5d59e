package org.tensair.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tensair.api.LearnOptions.within;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LearnOptionsTest {

  private final LearnOptions<String, String> defaults =
      LearnOptions.of(Model.at(Path.of("models", "delay")), context -> (value, row) -> {});

  @Test
  void defaults() {
    assertThat(defaults.model().path()).isEqualTo(Path.of("models", "delay"));
    assertThat(defaults.labelDeadline()).isEqualTo(Duration.ofHours(1));
    assertThat(defaults.batchSize()).isEqualTo(32);
    assertThat(defaults.maxBatchAge()).isEqualTo(Duration.ofHours(6));
    assertThat(defaults.replicas()).isEqualTo(2);
    assertThat(defaults.staleness()).isEqualTo(8);
    assertThat(defaults.peerDeadline()).isEqualTo(Duration.ofSeconds(10));
    assertThat(defaults.detector()).isNull();
    assertThat(defaults.mode()).isEqualTo(Mode.AUTOMATIC);
    assertThat(defaults.convergence()).isEqualTo(new Convergence(10_000, 5, 0.01, true));
    assertThat(defaults.freezeAfter()).isEqualTo(50_000);
    assertThat(defaults.replay()).isZero();
    assertThat(defaults.replayRows()).isEqualTo(50_000);
    assertThat(defaults.seed()).isEqualTo(1);
    assertThat(defaults.device()).isEqualTo("cpu");
    assertThat(defaults.evaluationRows()).isEqualTo(10_000);
  }

  @Test
  void everyOptionIsKeptByTheOnesThatFollow() {
    LearnOptions.DetectorFactory detector = NeverDrifts::new;
    Convergence convergence = new Convergence(100, 3, 0.1, false);
    LabelEncoder<String> encoder = (label, row) -> {};
    On<String, String, String> on = On.on(sample -> sample, label -> label);
    Stream<String> labels = Pipeline.named("p").read(new ListSource("labels", List.of()));

    LearnOptions<String, String> all =
        defaults
            .labels(labels, on, within(Duration.ofHours(2)), encoder)
            .batchSize(64)
            .maxBatchAge(Duration.ofHours(3))
            .replicas(4)
            .staleness(0)
            .peerDeadline(Duration.ofSeconds(5))
            .detector(detector)
            .mode(Mode.NEVER_TRAIN)
            .convergence(convergence)
            .freezeAfter(7)
            .replay(2, 500)
            .seed(9)
            .device("gpu:0,cpu")
            .evaluationRows(11);

    assertThat(all.labelStream()).isSameAs(labels);
    assertThat(all.on()).isSameAs(on);
    assertThat(all.labelDeadline()).isEqualTo(Duration.ofHours(2));
    assertThat(all.labelEncoder()).isSameAs(encoder);
    assertThat(all.batchSize()).isEqualTo(64);
    assertThat(all.maxBatchAge()).isEqualTo(Duration.ofHours(3));
    assertThat(all.replicas()).isEqualTo(4);
    assertThat(all.staleness()).isZero();
    assertThat(all.peerDeadline()).isEqualTo(Duration.ofSeconds(5));
    assertThat(all.detector()).isSameAs(detector);
    assertThat(all.mode()).isEqualTo(Mode.NEVER_TRAIN);
    assertThat(all.convergence()).isEqualTo(convergence);
    assertThat(all.freezeAfter()).isEqualTo(7);
    assertThat(all.replay()).isEqualTo(2);
    assertThat(all.replayRows()).isEqualTo(500);
    assertThat(all.seed()).isEqualTo(9);
    assertThat(all.device()).isEqualTo("gpu:0,cpu");
    assertThat(all.evaluationRows()).isEqualTo(11);
    assertThat(all.problems("learn")).isEmpty();
    assertThat(defaults.batchSize()).as("the original is unchanged").isEqualTo(32);
  }

  @Test
  void everyOptionOutOfRangeIsReported() {
    List<String> problems =
        defaults
            .batchSize(0)
            .maxBatchAge(Duration.ZERO)
            .replicas(257)
            .staleness(-1)
            .peerDeadline(Duration.ofSeconds(-1))
            .convergence(new Convergence(0, 1, 1, true))
            .freezeAfter(-1)
            .replay(101, 0)
            .device("tpu")
            .evaluationRows(0)
            .problems("late");

    assertThat(problems)
        .allMatch(each -> each.startsWith("Stage \"late\": found "))
        .containsExactlyInAnyOrder(
            "Stage \"late\": found no labels, required one call of labels(...).",
            "Stage \"late\": found batchSize = 0, required 1 to 65536.",
            "Stage \"late\": found maxBatchAge = PT0S, required a positive duration.",
            "Stage \"late\": found replicas = 257, required 1 to 256.",
            "Stage \"late\": found staleness = -1, required 0 to 1000000.",
            "Stage \"late\": found peerDeadline = PT-1S, required a positive duration.",
            "Stage \"late\": found convergence rows = 0, required 1 to 2147483647.",
            "Stage \"late\": found convergence windows = 1, required 2 to 1000.",
            "Stage \"late\": found convergence improvement = 1.0, required [0, 1).",
            "Stage \"late\": found freezeAfter = -1, required 0 or more.",
            "Stage \"late\": found replay = 101, required 0 to 100.",
            "Stage \"late\": found replay rows = 0, required 1 to 10000000.",
            "Stage \"late\": found device = tpu, required cpu, gpu, gpu:<n>, or several of these"
                + " with commas between.",
            "Stage \"late\": found evaluationRows = 0, required 1 or more.");
  }

  @Test
  void labelsAreAskedForWhereTheyAreMissing() {
    assertThatThrownBy(defaults::on).hasMessageContaining("call labels(...) first");
    assertThatThrownBy(defaults::labelEncoder).isInstanceOf(IllegalStateException.class);
  }

  private static final class NeverDrifts implements DriftDetector {
    @Override
    public String name() {
      return "never";
    }

    @Override
    public boolean update(double value) {
      return false;
    }

    @Override
    public void reset() {}

    @Override
    public double[] state() {
      return new double[0];
    }

    @Override
    public void restore(double[] state) {}
  }
}
