/** Drift detectors, one per file. */
@NullMarked
package org.tensair.drift;

import org.jspecify.annotations.NullMarked;
