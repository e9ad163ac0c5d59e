package org.tensair.engine.keyed;

import org.jspecify.annotations.Nullable;
import org.tensair.api.KeySelector;

/** What functions of keyed stages must give; called where their failures are caught. */
final class Required {

  private Required() {}

  /** A record's key, which cannot be null. */
  static Object key(KeySelector<Object, Object> selector, Object record) throws Exception {
    return present(selector.keyOf(record), "key");
  }

  /** A result, which cannot be null. */
  static Object record(@Nullable Object found) {
    return present(found, "record");
  }

  private static Object present(@Nullable Object found, String what) {
    if (found == null) {
      throw new NullPointerException("found null, required a " + what + ".");
    }
    return found;
  }
}
