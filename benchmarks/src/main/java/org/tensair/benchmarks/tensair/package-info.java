/** The workloads on the engine of this project. */
@NullMarked
package org.tensair.benchmarks.tensair;

import org.jspecify.annotations.NullMarked;
