/** The immutable description of a pipeline: what a runtime reads to execute it. */
@NullMarked
package org.tensair.api.plan;

import org.jspecify.annotations.NullMarked;
