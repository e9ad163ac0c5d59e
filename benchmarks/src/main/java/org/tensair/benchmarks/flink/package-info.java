/** The workloads as Apache Flink's users write them with its DataStream API. */
@NullMarked
package org.tensair.benchmarks.flink;

import org.jspecify.annotations.NullMarked;
