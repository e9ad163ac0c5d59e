/** Consistent snapshots of a pipeline's state: how values are written, and where they are kept. */
@NullMarked
package org.tensair.engine.snapshot;

import org.jspecify.annotations.NullMarked;
