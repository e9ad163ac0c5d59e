/** The workloads as Hazelcast Jet's users write them. */
@NullMarked
package org.tensair.benchmarks.jet;

import org.jspecify.annotations.NullMarked;
