package org.tensair.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tensair.api.LearningState.FROZEN;
import static org.tensair.api.LearningState.PREDICTING;
import static org.tensair.api.LearningState.TRAINING;

import java.util.Set;
import org.junit.jupiter.api.Test;

class LearningStateTest {

  @Test
  void onlyTheDrawnTransitionsAreLegal() {
    record Transition(LearningState from, LearningState to) {}
    Set<Transition> drawn =
        Set.of(
            new Transition(TRAINING, PREDICTING),
            new Transition(PREDICTING, TRAINING),
            new Transition(TRAINING, FROZEN));

    for (LearningState from : LearningState.values()) {
      for (LearningState to : LearningState.values()) {
        assertThat(from.mayBecome(to))
            .as("%s to %s", from, to)
            .isEqualTo(drawn.contains(new Transition(from, to)));
      }
    }
  }
}
