/** What a run of this project's engine takes, at rest and with much state. */
@NullMarked
package org.tensair.benchmarks.resources;

import org.jspecify.annotations.NullMarked;
