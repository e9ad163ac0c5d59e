/**
 * {@code bin/tensair}: the command line, and the only module that wires all others.
 *
 * <p>Exit codes: 0 done; 1 a run failed; 2 not as asked for: an unknown option, value, file or
 * model; 130 and 143 stopped by SIGINT and SIGTERM, with the report of what was done until then.
 * Whatever is not 0 comes with one line that says why, on standard error.
 */
@NullMarked
package org.tensair.cli;

import org.jspecify.annotations.NullMarked;
