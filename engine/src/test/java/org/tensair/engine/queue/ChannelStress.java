package org.tensair.engine.queue;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * The orders in which a producer and a consumer of a {@link Channel} may see what the other did.
 */
public final class ChannelStress {

  private ChannelStress() {}

  private static Channel<int[]> channel(Runnable wakeProducer, Runnable wakeConsumer) {
    return new Channel<>(2, () -> new int[2], wakeProducer, wakeConsumer);
  }

  /** What was written before a batch was published is there once it is taken. */
  @JCStressTest
  @Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "not published yet")
  @Outcome(id = "1, 2", expect = Expect.ACCEPTABLE, desc = "all of it")
  @State
  public static class Publish {
    private final Channel<int[]> channel = channel(() -> {}, () -> {});

    /** Fills a batch. */
    @Actor
    public void producer() {
      int[] batch = channel.empty();
      if (batch != null) {
        batch[0] = 1;
        batch[1] = 2;
        channel.publish(batch);
      }
    }

    /** Takes it. */
    @Actor
    public void consumer(II_Result result) {
      int[] batch = channel.take();
      if (batch != null) {
        result.r1 = batch[0];
        result.r2 = batch[1];
      }
    }
  }

  /** A consumer that sees the end finds all batches before it. */
  @JCStressTest
  @Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "neither")
  @Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "the batch, and not ended before it")
  @Outcome(id = "1, 1", expect = Expect.FORBIDDEN, desc = "ended, and a batch came afterwards")
  @Outcome(id = "1, 0", expect = Expect.FORBIDDEN, desc = "ended, and the batch is lost")
  @State
  public static class End {
    private final Channel<int[]> channel = channel(() -> {}, () -> {});

    /** Publishes the last batch and ends. */
    @Actor
    public void producer() {
      int[] batch = channel.empty();
      if (batch != null) {
        channel.publish(batch);
      }
      channel.end();
    }

    /** Asks for the end first. */
    @Actor
    public void consumer(II_Result result) {
      result.r1 = channel.ended() ? 1 : 0;
      result.r2 = channel.take() == null ? 0 : 1;
    }
  }

  /**
   * A producer that has found no empty batch is woken by the consumer that has taken all: r1 is
   * whether it found one, r2 whether it was woken afterwards, r3 how many the consumer gave back.
   */
  @JCStressTest
  @Outcome(id = "1, [01], [12]", expect = Expect.ACCEPTABLE, desc = "found one")
  @Outcome(id = "0, 1, 2", expect = Expect.ACCEPTABLE, desc = "found none, and was woken")
  @Outcome(expect = Expect.FORBIDDEN, desc = "found none, and sleeps for ever")
  @State
  public static class Room {
    private volatile boolean woken;
    private final Channel<int[]> channel = channel(() -> woken = true, () -> {});

    /** All batches are published. */
    public Room() {
      for (int[] batch = channel.empty(); batch != null; batch = channel.empty()) {
        channel.publish(batch);
      }
    }

    /** Looks for room. */
    @Actor
    public void producer(III_Result result) {
      result.r1 = channel.empty() == null ? 0 : 1;
    }

    /** Takes everything and gives it back. */
    @Actor
    public void consumer(III_Result result) {
      for (int[] batch = channel.take(); batch != null; batch = channel.take()) {
        channel.recycle(batch);
        result.r3++;
      }
    }

    /** After both. */
    @Arbiter
    public void after(III_Result result) {
      result.r2 = woken ? 1 : 0;
    }
  }
}
