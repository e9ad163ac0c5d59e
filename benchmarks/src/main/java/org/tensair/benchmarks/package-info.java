/** JMH benchmarks, ours and the peers beside them in one run. */
@NullMarked
package org.tensair.benchmarks;

import org.jspecify.annotations.NullMarked;
