/**
 * What the engines are measured with: events that are pure functions of their index, the trial that
 * hands them out and takes the results, and the plain computation of what has to come out.
 */
@NullMarked
package org.tensair.benchmarks.workload;

import org.jspecify.annotations.NullMarked;
