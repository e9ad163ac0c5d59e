package org.tensair.engine.snapshot;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensair.api.StateSerializer;

/** Finds the serializer of a class among those the user has registered. For one thread. */
final class Serializers {

  /** A serializer and the class it was registered for. */
  record Registered(Class<?> type, StateSerializer<Object> serializer) {}

  private final Map<Class<?>, StateSerializer<?>> registered;

  /** Class of a value → registered class; a class that has none is its own. */
  private final Map<Class<?>, Class<?>> nearest = new HashMap<>();

  Serializers(Map<Class<?>, StateSerializer<?>> registered) {
    this.registered = Map.copyOf(registered);
  }

  /** Who writes values of {@code type}; null if nobody is registered for it. */
  @Nullable Registered nearest(Class<?> type) throws SnapshotException {
    if (registered.isEmpty()) {
      return null;
    }
    Class<?> known = nearest.get(type);
    if (known == null) {
      known = find(type);
      nearest.put(type, known);
    }
    return of(known);
  }

  /** Who is registered for exactly this class; null if nobody is. */
  @SuppressWarnings("unchecked") // Registered for this class.
  @Nullable Registered of(Class<?> type) {
    StateSerializer<?> serializer = registered.get(type);
    return serializer == null ? null : new Registered(type, (StateSerializer<Object>) serializer);
  }

  private Class<?> find(Class<?> type) throws SnapshotException {
    List<Class<?>> fitting =
        registered.keySet().stream()
            .<Class<?>>map(each -> each)
            .filter(each -> each.isAssignableFrom(type))
            .toList();
    for (Class<?> candidate : fitting) {
      if (fitting.stream().allMatch(each -> each.isAssignableFrom(candidate))) {
        return candidate;
      }
    }
    if (fitting.isEmpty()) {
      return type;
    }
    throw new SnapshotException(
        "State of "
            + type.getName()
            + ": found serializers of "
            + fitting.stream().map(Class::getName).sorted().toList()
            + ", none nearer than the others; required one. Register a serializer of the class"
            + " itself.");
  }
}
