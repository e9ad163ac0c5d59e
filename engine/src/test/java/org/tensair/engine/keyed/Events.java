package org.tensair.engine.keyed;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.tensair.api.Aggregate;

/** Random input for operators. */
final class Events {

  /** A record of the tests. */
  record Event(String key, long time, int id) {}

  private Events() {}

  /**
   * Records of a few keys, out of order within and beyond what the watermarks allow for, and with
   * gaps in time; at the end all time has passed.
   */
  static List<OperatorVerifier.Step> steps(Random random, int ports) {
    List<OperatorVerifier.Step> steps = new ArrayList<>();
    int keys = 1 + random.nextInt(random.nextInt(8) == 0 ? 200 : 4);
    long disorder = random.nextInt(40);
    long beyond = random.nextInt(3) * 60L;
    int pace = 1 + random.nextInt(10);
    double watermarks = random.nextDouble() * 0.6;
    long time = random.nextInt(3) * 1_000L - 1_000;
    long newest = time;
    long[] recent = {time, time};
    for (int i = 0; i < 150; i++) {
      time += random.nextInt(50) == 0 ? random.nextInt(500) : random.nextInt(pace);
      long behind = disorder == 0 ? 0 : random.nextInt((int) disorder + 1);
      if (random.nextInt(10) == 0) {
        behind += beyond;
      }
      long at = time - behind;
      if (random.nextInt(6) == 0) {
        // Near to one of the last two, however late that was.
        at = Math.min(time, recent[random.nextInt(2)] + random.nextInt(3));
      }
      recent[i % 2] = at;
      newest = Math.max(newest, at);
      Event event = new Event("k" + random.nextInt(keys), at, i);
      steps.add(new OperatorVerifier.Step(random.nextInt(ports), event, at));
      if (random.nextDouble() < watermarks) {
        steps.add(OperatorVerifier.Step.watermark(newest - disorder - 1));
      }
    }
    steps.add(OperatorVerifier.Step.watermark(Long.MAX_VALUE));
    return steps;
  }

  /** The ids of all records, as they came, or sorted where records may be merged in any order. */
  record Ids(boolean sorted) implements Aggregate<Event, List<Integer>, List<Integer>> {
    @Override
    public List<Integer> create() {
      return new ArrayList<>();
    }

    @Override
    public List<Integer> add(List<Integer> ids, Event event) {
      ids.add(event.id());
      return ids;
    }

    @Override
    public List<Integer> merge(List<Integer> left, List<Integer> right) {
      left.addAll(right);
      return left;
    }

    @Override
    public List<Integer> result(List<Integer> ids) {
      return sorted ? ids.stream().sorted().toList() : List.copyOf(ids);
    }
  }
}
