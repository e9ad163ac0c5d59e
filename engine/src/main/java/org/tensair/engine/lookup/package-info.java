/** What lookups keep of the right records, by key and event time. */
@NullMarked
package org.tensair.engine.lookup;

import org.jspecify.annotations.NullMarked;
