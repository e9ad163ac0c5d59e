package org.tensair.engine.route;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.tensair.api.ExecutionFailedException;
import org.tensair.api.KeySelector;
import org.tensair.engine.key.StableHash;

/** Who receives a record, by the routing of its edge. */
public final class Targets {

  private Targets() {}

  /**
   * The receivers of an edge.
   *
   * @param stage that takes the records, for errors
   * @param key of a record; required where records go by key
   * @param receivers how many there are
   * @param sender number of the sending worker
   */
  public static RouteSender.Target of(
      Routing routing,
      String stage,
      @Nullable KeySelector<Object, Object> key,
      int receivers,
      int sender) {
    return switch (routing) {
      case KEY -> new ByKey(stage, required(stage, key), receivers);
      case NEXT -> new InTurn(receivers, sender);
      case ALL -> (record, time) -> RouteSender.Target.ALL;
      case FIRST, SAME_WORKER -> (record, time) -> 0;
      case DIRECT -> throw new IllegalArgumentException("Stage \"" + stage + "\": no route.");
    };
  }

  private static KeySelector<Object, Object> required(
      String stage, @Nullable KeySelector<Object, Object> key) {
    if (key == null) {
      throw new IllegalArgumentException("Stage \"" + stage + "\": no key.");
    }
    return key;
  }

  private record ByKey(String stage, KeySelector<Object, Object> key, int workers)
      implements RouteSender.Target {
    @Override
    public int of(Object record, long eventTime) {
      try {
        return StableHash.owner(StableHash.group(key.keyOf(record)), workers);
      } catch (Throwable failure) {
        throw new ExecutionFailedException(
            stage,
            "key of " + record + " at " + Instant.ofEpochMilli(eventTime) + ": " + failure,
            failure);
      }
    }
  }

  private static final class InTurn implements RouteSender.Target {
    private final int receivers;
    private int next;

    InTurn(int receivers, int sender) {
      this.receivers = receivers;
      this.next = sender % receivers;
    }

    @Override
    public int of(Object record, long eventTime) {
      int to = next;
      next = to + 1 == receivers ? 0 : to + 1;
      return to;
    }
  }
}
