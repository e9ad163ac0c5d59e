/**
 * Aggregates that answer approximately, with a stated error, from a state of bounded size.
 *
 * @see org.tensair.sketches.Sketches
 */
@NullMarked
package org.tensair.sketches;

import org.jspecify.annotations.NullMarked;
