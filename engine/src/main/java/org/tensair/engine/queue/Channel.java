package org.tensair.engine.queue;

import java.util.function.Supplier;
import org.jctools.queues.atomic.SpscAtomicArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * Hands filled batches from one producer thread to one consumer thread, and the emptied ones back.
 *
 * <pre>
 * producer: empty() → fill → publish()   ... end()
 *                ↑                 ↓
 *         recycle() ← use ← take() :consumer
 * </pre>
 *
 * <p>All batches are made at the start, so the producer runs out of them when the consumer is slow:
 * that is the back-pressure. No method blocks; a thread that finds nothing to do parks, and the
 * other side wakes it: the producer once most batches are back, since waking costs as much as
 * filling one. A consumer that finds no batch has given all of them back, and the producer holds at
 * most one, so the last of them wakes it; while a consumer waits for something else, nobody is
 * woken, and the producer's park must end by itself.
 *
 * @param <B> batches
 */
public final class Channel<B> {

  private final SpscAtomicArrayQueue<B> filled;
  private final SpscAtomicArrayQueue<B> emptied;
  private final Runnable wakeProducer;
  private final int wakeProducerAt;
  private final Runnable wakeConsumer;
  private volatile boolean ended;

  /**
   * @param batches how many circulate, at least 2
   * @param maker makes an empty batch
   * @param wakeProducer unparks the producer; called by the consumer
   * @param wakeConsumer unparks the consumer; called by the producer
   */
  public Channel(int batches, Supplier<B> maker, Runnable wakeProducer, Runnable wakeConsumer) {
    this.filled = new SpscAtomicArrayQueue<>(batches);
    this.emptied = new SpscAtomicArrayQueue<>(batches);
    this.wakeProducer = wakeProducer;
    // The producer may hold one while it parks: more than the others never come back.
    this.wakeProducerAt = Math.min(batches - 1, (3 * batches + 3) / 4);
    this.wakeConsumer = wakeConsumer;
    for (int i = 0; i < batches; i++) {
      emptied.add(maker.get());
    }
  }

  /** Producer: an empty batch, or null if the consumer has not given one back yet. */
  public @Nullable B empty() {
    return emptied.poll();
  }

  /** Producer: hands a batch over. */
  public void publish(B batch) {
    filled.add(batch);
    wakeConsumer.run();
  }

  /** Producer: nothing will be published any more. */
  public void end() {
    ended = true;
    wakeConsumer.run();
  }

  /** Consumer: the next batch, or null if there is none at the moment. */
  public @Nullable B take() {
    return filled.poll();
  }

  /** Either side: whether there is a batch to take. */
  public boolean hasBatch() {
    return !filled.isEmpty();
  }

  /** How many batches wait to be taken. Any thread. */
  public int waiting() {
    return filled.size();
  }

  /**
   * Consumer: gives an emptied batch back, before it takes another, or a wake-up may be missing.
   */
  public void recycle(B batch) {
    emptied.add(batch);
    if (emptied.size() >= wakeProducerAt) {
      wakeProducer.run();
    }
  }

  /** Consumer: whether every batch was taken and no more will come. */
  public boolean ended() {
    // In this order: what was published before the end is visible once the end is.
    return ended && filled.isEmpty();
  }
}
