package org.tensair.engine.keyed;

/** What one worker has aggregated of a key in a pane, on its way to the worker of the key. */
record Partial(Object key, long pane, Object accumulator) {}
