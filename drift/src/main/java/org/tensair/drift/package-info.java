/** Drift detectors, one per file; {@link org.tensair.drift.Detectors} finds them by name. */
@NullMarked
package org.tensair.drift;

import org.jspecify.annotations.NullMarked;
