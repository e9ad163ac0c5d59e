/** Stages at which the records of one key meet: windows, joins, functions with state. */
@NullMarked
package org.tensair.engine.keyed;

import org.jspecify.annotations.NullMarked;
