package org.tensair.engine.source;

/** One split of one source stage. */
public record SplitId(String stage, int split) {}
