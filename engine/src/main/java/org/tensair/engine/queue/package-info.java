/** Hand-over of batches between two threads. */
@NullMarked
package org.tensair.engine.queue;

import org.jspecify.annotations.NullMarked;
