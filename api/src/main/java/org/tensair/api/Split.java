package org.tensair.api;

import org.jspecify.annotations.Nullable;

/** The two parts of a stream. */
public final class Split<T> {

  private final Stream<T> matching;
  private @Nullable Stream<T> rest;

  Split(Stream<T> matching) {
    this.matching = matching;
  }

  /** Gives the split a stable name; call it before its parts are used. */
  public Split<T> named(String name) {
    matching.named(name);
    return this;
  }

  /** The records that passed the test. */
  public Stream<T> matching() {
    return matching;
  }

  /** All others. */
  public Stream<T> rest() {
    if (rest == null) {
      rest = matching.side("rest", matching.stage().type());
    }
    return rest;
  }
}
