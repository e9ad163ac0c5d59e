package org.tensair.engine.lookup;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tensair.engine.snapshot.SnapshotException;
import org.tensair.engine.snapshot.StateInput;
import org.tensair.engine.snapshot.StateOutput;

/** Records of one key: the right ones of a lookup, or those that a join waits with. */
public class Rows extends Ring {

  private @Nullable Object[] rows = new Object[FIRST_SLOTS];

  public final Object row(long sequence) {
    Object row = rows[slot(sequence)];
    if (row == null) {
      throw new IllegalStateException(
          "Rows of a key: found no row "
              + sequence
              + ", required "
              + first()
              + " to "
              + end()
              + ".");
    }
    return row;
  }

  /**
   * Adds a row after all rows of its time and before.
   *
   * @return whether it is the last one now; otherwise the rows after it have moved up by one
   */
  public final boolean insert(Object row, long time) {
    long at = insert(time);
    rows[slot(at)] = row;
    return at == end() - 1;
  }

  @Override
  final void save(int slot, StateOutput out) throws SnapshotException {
    out.writeValue(rows[slot]);
  }

  @Override
  final void restore(int slot, StateInput in) throws SnapshotException {
    rows[slot] = LookupState.value(in);
  }

  @Override
  final void copy(int from, int to) {
    rows[to] = rows[from];
  }

  @Override
  final void clear(int slot) {
    rows[slot] = null;
  }

  @Override
  final void doubleSlots() {
    int slots = rows.length;
    rows = Arrays.copyOf(rows, 2 * slots);
    System.arraycopy(rows, 0, rows, slots, slots);
  }
}
