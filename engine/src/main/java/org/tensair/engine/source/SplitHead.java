package org.tensair.engine.source;

import org.jspecify.annotations.Nullable;
import org.tensair.api.DeadLetter;
import org.tensair.engine.operator.Port;
import org.tensair.engine.operator.SourceOperator;
import org.tensair.engine.operator.TimeStep;

/** The next record of one split; subclasses say where its batches come from. */
abstract class SplitHead extends Head {

  private final SplitId id;
  private final SourceOperator operator;
  private final Port entry;
  private final long disorder;
  private @Nullable RecordBatch batch;
  private int next;
  private long position;

  /**
   * @param position records that the split had given before
   */
  SplitHead(SplitId id, SourceOperator operator, long disorder, long position) {
    this.id = id;
    this.operator = operator;
    this.entry = operator.entry();
    this.disorder = disorder;
    this.position = position;
  }

  /** The next batch, or null if there is none now; the last one is no longer used. */
  abstract @Nullable RecordBatch nextBatch(@Nullable RecordBatch used);

  final SplitId id() {
    return id;
  }

  /** How many records went through, those of runs before included; the place to go on from. */
  final long position() {
    return position;
  }

  @Override
  public final boolean present() {
    if (batch != null && next < batch.size()) {
      return true;
    }
    batch = nextBatch(batch);
    next = 0;
    return batch != null;
  }

  @Override
  public final long time() {
    return taken().time(next);
  }

  @Override
  public final boolean timesOut() {
    return true;
  }

  @Override
  public final long watermark() {
    long newest = newest();
    return newest == Long.MIN_VALUE ? newest : newest - disorder - 1;
  }

  @Override
  public final void forward() {
    long time = time();
    enter(take(), time);
  }

  @Override
  public int forward(int most, TimeStep step) {
    int n = 0;
    for (; n < most && present(); n++) {
      forward();
      step.finish();
    }
    return n;
  }

  @Override
  public final void hold() {
    long time = time();
    hold(take(), time);
  }

  private Object take() {
    RecordBatch taken = taken();
    long time = taken.time(next);
    Object record = taken.record(next++);
    passed(time, record instanceof DeadLetter);
    return record;
  }

  /** Notes that a record goes through. */
  final void passed(long time, boolean dead) {
    position++;
    if (!dead && behind(time)) {
      operator.countLate();
    }
  }

  /** Takes records, but not dead letters. */
  final Port entry() {
    return entry;
  }

  @Override
  protected final void enter(Object record, long time) {
    if (record instanceof DeadLetter letter) {
      operator.deadLetter(letter, time);
    } else {
      entry.accept(record, time);
    }
  }

  /** Whether no batch is being taken from. */
  final boolean between() {
    return batch == null;
  }

  private RecordBatch taken() {
    if (batch == null) {
      throw new IllegalStateException("Stage \"" + operator.stage() + "\": no record is present.");
    }
    return batch;
  }
}
