package org.tensair.engine.operator;

import org.tensair.api.On;
import org.tensair.engine.snapshot.StateInput;

/**
 * Sends samples and labels to the replicas of a model. Both wait for the end of their time step;
 * then the samples go first, so that a row is predicted before anyone trains on what became known
 * in the same instant. Port 0 takes the samples, {@link #labels} the labels.
 */
public final class LearnOperator extends Operator implements TimeStep.Waiting {

  /** The replicas, as the worker feeds them. Both methods may wait for room. */
  public interface Replicas {
    /** Takes a sample with the key that joins it and its label. */
    void sample(Object key, Object record, long eventTime);

    /** Takes a label. */
    void label(Object key, Object record, long eventTime);

    /** How many samples were taken. */
    long samples();

    /** Takes a value of a restored snapshot: that number, or what one replica held. */
    void restore(Object state);
  }

  private final On<Object, Object, Object> on;
  private final Replicas replicas;
  private final TimedQueue waitingSamples = new TimedQueue();
  private final TimedQueue waitingLabels = new TimedQueue();
  private final Port sendSample = new SendSample();
  private final Port sendLabel = new SendLabel();
  private final Port labels = new Labels();
  private final TimeStep step;
  private final int place;

  /**
   * @param on keys of samples and labels
   * @param step the worker's; stages are made in plan order
   */
  public LearnOperator(
      String stage,
      StageCounters counters,
      On<Object, Object, Object> on,
      Replicas replicas,
      TimeStep step) {
    super(stage, counters);
    this.on = on;
    this.replicas = replicas;
    this.step = step;
    this.place = step.add(this);
  }

  /** Takes the labels. */
  public Port labels() {
    return labels;
  }

  @Override
  public void accept(Object record, long eventTime) {
    counters().countIn();
    waitingSamples.add(record, eventTime);
    step.waiting(place);
  }

  @Override
  public void go() {
    waitingSamples.drainTo(sendSample);
    waitingLabels.drainTo(sendLabel);
  }

  /** Saves the number of samples; what the replicas hold follows when they have come to the cut. */
  @Override
  public void save(StateWriter out) throws Exception {
    out.group(StateWriter.NO_KEY).writeValue(replicas.samples());
  }

  @Override
  public void restore(StateReader in) throws Exception {
    for (StateInput section : in.unkeyed()) {
      while (section.hasMore()) {
        replicas.restore(Failures.present(section.readValue(), "value"));
      }
    }
  }

  private final class Labels implements Port {
    @Override
    public void accept(Object record, long eventTime) {
      counters().countIn();
      waitingLabels.add(record, eventTime);
      step.waiting(place);
    }
  }

  private final class SendSample implements Port {
    @Override
    public void accept(Object record, long eventTime) {
      Object key;
      try {
        key = Failures.present(on.left().keyOf(record), "key");
      } catch (Throwable failure) {
        throw failed("key", record, eventTime, failure);
      }
      replicas.sample(key, record, eventTime);
    }
  }

  private final class SendLabel implements Port {
    @Override
    public void accept(Object record, long eventTime) {
      Object key;
      try {
        key = Failures.present(on.right().keyOf(record), "key");
      } catch (Throwable failure) {
        throw failed("key", record, eventTime, failure);
      }
      replicas.label(key, record, eventTime);
    }
  }
}
