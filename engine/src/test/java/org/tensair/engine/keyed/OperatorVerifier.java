package org.tensair.engine.keyed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.tensair.engine.key.StableHash;
import org.tensair.engine.operator.Clock;
import org.tensair.engine.operator.Operator;
import org.tensair.engine.operator.Port;
import org.tensair.engine.operator.StateReader;
import org.tensair.engine.operator.StateWriter;
import org.tensair.engine.snapshot.StateInput;
import org.tensair.engine.snapshot.StateOutput;

/**
 * A hostile world for one operator, or for a few in a row on one clock. It gets records and
 * watermarks in random steps; in some runs its state is saved at random steps, and a fresh operator
 * goes on from there. What comes out, and at which step, has to be what the model says, whether or
 * not the run was interrupted.
 *
 * <p>Of every operator it demands that nothing that a watermark sets free has a time behind that
 * watermark, or one that the watermark before had passed; and that such times ascend.
 */
public final class OperatorVerifier {

  /** One step: a record for a port, or a watermark where the record is null. */
  public record Step(int port, Object record, long time) {
    static Step watermark(long time) {
      return new Step(-1, "watermark", time);
    }

    boolean isWatermark() {
      return port < 0;
    }
  }

  /** What came out at a step. */
  public record Output(int step, boolean aside, long time, Object record) {}

  /** Takes what a model says must come out. */
  public interface Out {
    void emit(Object record, long time);

    void aside(Object record, long time);
  }

  /** The plain meaning of an operator. */
  public interface Model {
    void record(int port, Object record, long time, long now, Out out);

    default void watermark(long watermark, long now, Out out) {}
  }

  /** The operators in plan order, which share the clock; records enter the first one. */
  public interface Rig {
    List<Operator> make(Clock clock);
  }

  private final long seed;
  private final Random random;
  private final Rig rig;
  private boolean ordered = true;
  private boolean timed = true;
  private Function<List<Output>, Object> view = outputs -> outputs;

  public OperatorVerifier(long seed, Rig rig) {
    this.seed = seed;
    this.random = new Random(seed);
    this.rig = rig;
  }

  /** Does not look at the order of what comes out at one step with one time. */
  OperatorVerifier unordered() {
    ordered = false;
    return this;
  }

  /** Looks at a part of the outputs only, and at no time. */
  OperatorVerifier seeing(Function<List<Output>, Object> part) {
    view = part;
    timed = false;
    return this;
  }

  /** Runs the steps without and with interruptions; {@code model} makes a fresh model. */
  public void verify(List<Step> steps, Supplier<Model> model) {
    List<Output> expected = modelled(steps, model.get());
    List<Output> straight = run(steps, 0);
    assertThat(seen(straight, false))
        .as("seed %d, uninterrupted", seed)
        .isEqualTo(seen(expected, false));
    for (double often : new double[] {0.02, 0.3}) {
      assertThat(seen(run(steps, often), ordered))
          .as("seed %d, interrupted in %s of the steps", seed, often)
          .isEqualTo(seen(straight, ordered));
    }
  }

  private Object seen(List<Output> outputs, boolean inOrder) {
    return timed && !inOrder ? sorted(outputs) : view.apply(outputs);
  }

  private static List<Output> sorted(List<Output> outputs) {
    List<Output> sorted = new ArrayList<>(outputs);
    sorted.sort(
        Comparator.comparingInt(Output::step)
            .thenComparingLong(Output::time)
            .thenComparing(output -> output.aside() + " " + output.record()));
    return sorted;
  }

  private static List<Output> modelled(List<Step> steps, Model model) {
    List<Output> outputs = new ArrayList<>();
    long now = Long.MIN_VALUE;
    for (int i = 0; i < steps.size(); i++) {
      int at = i;
      Out out =
          new Out() {
            @Override
            public void emit(Object record, long time) {
              outputs.add(new Output(at, false, time, record));
            }

            @Override
            public void aside(Object record, long time) {
              outputs.add(new Output(at, true, time, record));
            }
          };
      Step step = steps.get(i);
      if (!step.isWatermark()) {
        model.record(step.port(), step.record(), step.time(), now, out);
      } else if (step.time() > now) {
        model.watermark(step.time(), now, out);
        now = step.time();
      }
    }
    return outputs;
  }

  private List<Output> run(List<Step> steps, double interruptions) {
    List<Output> outputs = new ArrayList<>();
    int[] at = {0};
    Live live = new Live(outputs, at);
    for (int i = 0; i < steps.size(); i++) {
      at[0] = i;
      Step step = steps.get(i);
      if (!step.isWatermark()) {
        Operator first = live.operators.get(0);
        (step.port() == 0 ? first : first.second()).accept(step.record(), step.time());
      } else {
        int before = outputs.size();
        long now = live.clock.now();
        live.clock.advance(step.time());
        checkTimes(outputs.subList(before, outputs.size()), now, step.time());
      }
      if (random.nextDouble() < interruptions) {
        live.operators.forEach(Operator::settle);
        live = live.restored();
      }
    }
    return outputs;
  }

  private void checkTimes(List<Output> outputs, long now, long watermark) {
    long last = Long.MIN_VALUE;
    for (Output output : outputs) {
      if (output.aside() || !timed) {
        continue;
      }
      assertThat(output.time())
          .as("seed %d, %s after %d at %d", seed, output, now, watermark)
          .isGreaterThan(now)
          .isLessThanOrEqualTo(watermark)
          .isGreaterThanOrEqualTo(last);
      last = output.time();
    }
  }

  private final class Live {
    private final Clock clock = new Clock();
    private final List<Operator> operators;
    private final List<Output> outputs;
    private final int[] step;

    Live(List<Output> outputs, int[] step) {
      this.outputs = outputs;
      this.step = step;
      operators = rig.make(clock);
      Operator last = operators.get(operators.size() - 1);
      last.connect(collecting(false));
      last.connectAside(collecting(true));
      last.connectAsideOfSecond(collecting(true));
    }

    private Port collecting(boolean aside) {
      return new Port() {
        @Override
        public void accept(Object record, long eventTime) {
          outputs.add(new Output(step[0], aside, eventTime, record));
        }
      };
    }

    Live restored() {
      Live fresh = new Live(outputs, step);
      fresh.clock.advance(clock.now());
      try {
        for (int i = 0; i < operators.size(); i++) {
          Sections sections = new Sections();
          operators.get(i).save(sections);
          fresh.operators.get(i).restore(sections.shuffled(random, clock.now()));
        }
      } catch (Exception failure) {
        throw new AssertionError("seed " + seed, failure);
      }
      return fresh;
    }
  }

  /** State on its way from one operator to another one. */
  private static final class Sections implements StateWriter {
    private final Map<Integer, StateOutput> groups = new TreeMap<>();

    @Override
    public long snapshot() {
      return 1;
    }

    @Override
    public StateOutput group(int group) {
      return groups.computeIfAbsent(group, each -> new StateOutput(Map.of()));
    }

    @Override
    public StateOutput of(Object key) {
      return group(StableHash.group(key));
    }

    StateReader shuffled(Random random, long watermark) {
      List<StateInput> keyed = new ArrayList<>();
      groups.forEach(
          (group, output) ->
              keyed.add(new StateInput("group " + group, output.toByteArray(), Map.of())));
      Collections.shuffle(keyed, random);
      return new StateReader() {
        @Override
        public long watermark() {
          return watermark;
        }

        @Override
        public List<StateInput> keyed() {
          return keyed;
        }

        @Override
        public List<StateInput> unkeyed() {
          return List.of();
        }
      };
    }
  }
}
