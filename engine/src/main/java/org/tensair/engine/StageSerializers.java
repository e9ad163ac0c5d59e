package org.tensair.engine;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensair.api.Aggregate;
import org.tensair.api.Lookup;
import org.tensair.api.StateSerializer;
import org.tensair.api.plan.KeyedStage;
import org.tensair.api.plan.Plan;
import org.tensair.api.plan.Stage;

/**
 * How the state of each stage is written: as the plan says, and accumulators as their aggregate
 * says. The accumulators of two stages may be of one class and need different serializers.
 */
final class StageSerializers {

  private final Map<Class<?>, StateSerializer<?>> ofAll;
  private final Map<String, Map<Class<?>, StateSerializer<?>>> byStage = new HashMap<>();

  StageSerializers(Plan plan) {
    ofAll = Map.copyOf(plan.serializers());
    for (Stage stage : plan.stages()) {
      Aggregate<?, ?, ?> aggregate = aggregateOf(stage);
      StateSerializer<?> serializer = aggregate == null ? null : aggregate.accumulatorSerializer();
      if (aggregate != null && serializer != null) {
        Map<Class<?>, StateSerializer<?>> own = new HashMap<>(ofAll);
        own.put(aggregate.create().getClass(), serializer);
        byStage.put(stage.name(), own);
      }
    }
  }

  private static @Nullable Aggregate<?, ?, ?> aggregateOf(Stage stage) {
    if (stage instanceof KeyedStage.Windowed windowed) {
      return windowed.aggregate();
    }
    if (stage instanceof KeyedStage.Fold fold) {
      return fold.aggregate();
    }
    return stage instanceof Stage.LookupJoin join
            && join.lookup() instanceof Lookup.Total<?, ?, ?> total
        ? total.aggregate()
        : null;
  }

  /** By class of the value. */
  Map<Class<?>, StateSerializer<?>> of(String stage) {
    return byStage.getOrDefault(stage, ofAll);
  }
}
