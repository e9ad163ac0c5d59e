package org.tensair.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class InProcessTransportTest {
  private static final ReplicaId ZERO = new ReplicaId(0);
  private static final ReplicaId ONE = new ReplicaId(1);

  @Test
  void handsOverTheSameObjectInOrder() {
    InProcessNetwork network = new InProcessNetwork(2);
    Frame first = InboundTest.frame(1, 0, new TestPayload());
    Frame second = InboundTest.frame(2, 0, new TestPayload());
    network.transport(ZERO).send(1, first);
    network.transport(ZERO).send(1, second);
    assertThat(network.transport(ONE).poll()).isSameAs(first);
    assertThat(network.transport(ONE).poll()).isSameAs(second);
    assertThat(network.transport(ONE).poll()).isNull();
    assertThat(network.transport(ZERO).poll()).isNull();
  }

  @Test
  void messagesPassTheSeam() {
    List<Frame> passed = new ArrayList<>();
    InProcessNetwork network =
        new InProcessNetwork(2, (from, to, message, deliver) -> passed.add(message));
    Frame frame = InboundTest.frame(1, 0, new TestPayload());
    network.transport(ZERO).send(1, frame);
    assertThat(passed).containsExactly(frame);
    assertThat(network.transport(ONE).poll()).isNull();
  }

  /** The two sides of the race in the class's comment, many times over. */
  @Test
  @Timeout(60)
  void aMessageThatRacesWithCloseIsReleased() throws InterruptedException {
    for (int round = 0; round < 2_000; round++) {
      InProcessNetwork network = new InProcessNetwork(2);
      TestPayload payload = new TestPayload();
      Transport receiver = network.transport(ONE);
      Thread closer = new Thread(receiver::close);
      closer.start();
      network.transport(ZERO).send(1, InboundTest.frame(1, 0, payload));
      closer.join();
      assertThat(payload.references).hasValue(0);
    }
  }

  @Test
  void refusesTooManyReplicas() {
    assertThatThrownBy(() -> new InProcessNetwork(257))
        .hasMessage("In-process network: found 257 replicas, required 1 to 256.");
  }
}
