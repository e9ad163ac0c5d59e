/**
 * What a run looks like from outside: a progress display while it goes on, and a report at its end.
 *
 * <p>Reads {@link org.tensair.api.Execution#learning()} and nothing else of a run.
 */
@NullMarked
package org.tensair.observability;

import org.jspecify.annotations.NullMarked;
