/** The embedded runtime: plans run by the threads of one process. */
@NullMarked
package org.tensair.engine;

import org.jspecify.annotations.NullMarked;
