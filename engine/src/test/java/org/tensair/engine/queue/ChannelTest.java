package org.tensair.engine.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelTest {

  private final AtomicInteger producerWoken = new AtomicInteger();
  private final AtomicInteger consumerWoken = new AtomicInteger();

  private Channel<StringBuilder> channel(int batches) {
    return new Channel<>(
        batches,
        StringBuilder::new,
        producerWoken::incrementAndGet,
        consumerWoken::incrementAndGet);
  }

  private static void fill(Channel<StringBuilder> channel, int batches) {
    for (int i = 0; i < batches; i++) {
      channel.publish(Objects.requireNonNull(channel.empty()));
    }
  }

  private static void use(Channel<StringBuilder> channel) {
    channel.recycle(Objects.requireNonNull(channel.take()));
  }

  @Test
  void theProducerIsWokenOnceMostBatchesAreBack() {
    Channel<StringBuilder> channel = channel(8);
    fill(channel, 8);
    assertThat(channel.empty()).isNull();

    for (int i = 0; i < 5; i++) {
      use(channel);
    }
    assertThat(producerWoken).hasValue(0);

    use(channel);
    assertThat(producerWoken).hasValue(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5, 8, 16})
  void aConsumerThatHasUsedAllHasWokenAProducerThatHoldsOne(int batches) {
    Channel<StringBuilder> channel = channel(batches);
    StringBuilder held = Objects.requireNonNull(channel.empty());
    fill(channel, batches - 1);

    while (channel.hasBatch()) {
      use(channel);
    }

    assertThat(producerWoken.get()).isPositive();
    channel.publish(held);
    assertThat(channel.take()).isSameAs(held);
  }

  @Test
  void aProducerThatTookOneBackIsWokenWhenTheOthersAreUsed() {
    Channel<StringBuilder> channel = channel(5);
    fill(channel, 5);
    use(channel);
    assertThat(channel.empty()).isNotNull();

    use(channel);
    use(channel);
    use(channel);
    assertThat(producerWoken).hasValue(0);

    use(channel);
    assertThat(producerWoken).hasValue(1);
  }

  @Test
  void theConsumerIsWokenByEachBatchAndTheEnd() {
    Channel<StringBuilder> channel = channel(4);
    fill(channel, 2);
    assertThat(consumerWoken).hasValue(2);

    channel.end();
    assertThat(consumerWoken).hasValue(3);
    assertThat(channel.ended()).isFalse();

    use(channel);
    use(channel);
    assertThat(channel.ended()).isTrue();
  }
}
