package org.tensair.engine.keyed;

import it.unimi.dsi.fastutil.objects.Object2ObjectOpenHashMap;
import org.jspecify.annotations.Nullable;
import org.tensair.api.Aggregate;
import org.tensair.api.KeySelector;
import org.tensair.api.Window;
import org.tensair.api.WindowFunction;
import org.tensair.api.WindowResult;
import org.tensair.api.plan.KeyedStage;
import org.tensair.engine.operator.Operator;
import org.tensair.engine.operator.StageCounters;
import org.tensair.engine.operator.StateReader;
import org.tensair.engine.operator.StateWriter;
import org.tensair.engine.snapshot.StateInput;
import org.tensair.engine.snapshot.StateOutput;

/**
 * Windows of so many records of a key, in the order in which they come, whatever their event times.
 * Before it: a chain, or the workers' routes; after it: whatever takes the results.
 *
 * <p>A window's last record brings its result. That has the event time of the newest of the
 * window's records, one less than the window's end: of the last one, unless that came late. A
 * window that never fills gives none.
 */
final class CountOperator extends Operator {

  private final KeySelector<Object, Object> key;
  private final Aggregate<Object, Object, Object> aggregate;
  private final WindowFunction<Object, Object, Object> function;
  private final int size;
  private final Object2ObjectOpenHashMap<Object, Filling> windows =
      new Object2ObjectOpenHashMap<>();

  private static final class Filling {
    private Object accumulator;
    private int count;
    private long oldest = Long.MAX_VALUE;
    private long newest = Long.MIN_VALUE;

    Filling(Object accumulator) {
      this.accumulator = accumulator;
    }
  }

  @SuppressWarnings("unchecked")
  CountOperator(KeyedStage.Windowed stage, Window.Count window, StageCounters counters) {
    super(stage.name(), counters);
    this.key = (KeySelector<Object, Object>) stage.key();
    this.aggregate = (Aggregate<Object, Object, Object>) stage.aggregate();
    this.function = (WindowFunction<Object, Object, Object>) stage.function();
    this.size = window.size();
  }

  @Override
  public void accept(Object record, long eventTime) {
    counters().countIn();
    Object result;
    Filling window;
    try {
      Object ofRecord = Required.key(key, record);
      window = windows.get(ofRecord);
      if (window == null) {
        window = new Filling(aggregate.create());
        windows.put(ofRecord, window);
      }
      result = added(ofRecord, window, record, eventTime);
    } catch (Throwable failure) {
      throw failed("window", record, eventTime, failure);
    }
    if (result != null) {
      emit(result, window.newest);
    }
  }

  private @Nullable Object added(Object ofRecord, Filling window, Object record, long eventTime)
      throws Exception {
    window.accumulator = aggregate.add(window.accumulator, record);
    window.oldest = Math.min(window.oldest, eventTime);
    window.newest = Math.max(window.newest, eventTime);
    if (++window.count < size) {
      return null;
    }
    windows.remove(ofRecord);
    Object value = aggregate.result(window.accumulator);
    return Required.record(
        function.apply(new WindowResult<>(ofRecord, window.oldest, window.newest + 1, value)));
  }

  @Override
  public void save(StateWriter out) throws Exception {
    for (var entry : windows.object2ObjectEntrySet()) {
      StateOutput group = out.of(entry.getKey());
      Filling window = entry.getValue();
      group.writeValue(entry.getKey());
      group.writeInt(window.count);
      group.writeLong(window.oldest);
      group.writeLong(window.newest);
      group.writeValue(window.accumulator);
    }
  }

  @Override
  public void restore(StateReader in) throws Exception {
    for (StateInput section : in.keyed()) {
      while (section.hasMore()) {
        Object ofWindow = Saved.value(section);
        int count = section.readInt();
        long oldest = section.readLong();
        long newest = section.readLong();
        Filling window = new Filling(Saved.value(section));
        window.count = count;
        window.oldest = oldest;
        window.newest = newest;
        windows.put(ofWindow, window);
      }
    }
  }
}
