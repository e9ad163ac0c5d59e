/** Between the worker and the replicas of a model operator. */
@NullMarked
package org.tensair.engine.replica;

import org.jspecify.annotations.NullMarked;
