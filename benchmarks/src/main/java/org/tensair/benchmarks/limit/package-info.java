/** The workloads by hand, on one thread or several: what an engine that costs nothing would do. */
@NullMarked
package org.tensair.benchmarks.limit;

import org.jspecify.annotations.NullMarked;
