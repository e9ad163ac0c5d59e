/** From source splits to the worker: reader threads, batches, and the merge by event time. */
@NullMarked
package org.tensair.engine.source;

import org.jspecify.annotations.NullMarked;
