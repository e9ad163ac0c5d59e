package org.tensair.engine.operator;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The records of one event time, which pass through the graph together.
 *
 * <p>While they come in, records that will be looked up go straight into their lookup's state, and
 * records that look something up wait at their stage. {@link #finish} then lets them go, stage by
 * stage in plan order. So a lookup has seen every right record with a time up to and including that
 * of a left one, whatever path either took; and a model sees the samples of an instant before its
 * labels. On live input each record is a step of its own, and never waits for another.
 */
public final class TimeStep {

  /** A stage with records waiting. */
  interface Waiting {
    /** Processes them; may make later stages wait, but never an earlier one. */
    void go();
  }

  private final List<Waiting> stages = new ArrayList<>();
  private final BitSet waiting = new BitSet();
  private boolean any;

  /** Adds a stage, in plan order, and returns its place. */
  int add(Waiting stage) {
    stages.add(stage);
    return stages.size() - 1;
  }

  /** Says that records wait at the stage with this place. */
  void waiting(int place) {
    waiting.set(place);
    any = true;
  }

  /** Processes everything that waits. */
  public void finish() {
    if (!any) {
      return;
    }
    any = false;
    for (int i = waiting.nextSetBit(0); i >= 0; i = waiting.nextSetBit(i + 1)) {
      waiting.clear(i);
      stages.get(i).go();
    }
  }
}
