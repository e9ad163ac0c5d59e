package org.tensair.engine;

import org.jspecify.annotations.Nullable;

/** A reading and what was looked up for it. */
record Joined(Reading left, @Nullable Reading right) {}
