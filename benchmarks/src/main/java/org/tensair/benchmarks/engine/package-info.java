/** {@code tensair-bench engine}: each trial in a JVM of its own, one table of all. */
@NullMarked
package org.tensair.benchmarks.engine;

import org.jspecify.annotations.NullMarked;
