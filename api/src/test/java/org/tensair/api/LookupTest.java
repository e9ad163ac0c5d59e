package org.tensair.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LookupTest {

  @Test
  void keepsWhatItWasGiven() {
    Aggregate<String, long[], Long> count = Aggregates.count();
    List<Duration> durations = new ArrayList<>(List.of(Duration.ofHours(2), Duration.ofDays(1)));

    Lookup.LastOfSeveral<String, long[], Long> several = Lookup.last(durations, count);
    durations.clear();

    assertThat(several.durations()).containsExactly(Duration.ofHours(2), Duration.ofDays(1));
    assertThat(several.aggregate()).isSameAs(count);
    assertThat(Lookup.total(count).aggregate()).isSameAs(count);
    assertThat(Lookup.last(Duration.ofHours(2), count).duration()).isEqualTo(Duration.ofHours(2));
    assertThat(Lookup.latest(Duration.ofHours(1)).maxAge()).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void durationsMustBePositive() {
    assertThatThrownBy(() -> Lookup.latest(Duration.ZERO))
        .hasMessage("Lookup: found maxAge = PT0S, required at least a millisecond.");
    assertThatThrownBy(() -> Lookup.last(Duration.ofHours(-1), Aggregates.count()))
        .hasMessageContaining("found duration = PT-1H");
    assertThatThrownBy(
            () -> Lookup.last(List.of(Duration.ofHours(1), Duration.ZERO), Aggregates.count()))
        .hasMessageContaining("found durations = PT0S");
    assertThatThrownBy(() -> Lookup.last(List.of(), Aggregates.count()))
        .hasMessageContaining("found no durations");
  }
}
