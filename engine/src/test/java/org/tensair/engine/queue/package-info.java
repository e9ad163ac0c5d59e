/** Tests of the queues. */
@NullMarked
package org.tensair.engine.queue;

import org.jspecify.annotations.NullMarked;
