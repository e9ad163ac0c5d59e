/** The exchange in a seeded simulation: virtual time, a hostile network, named invariants. */
@NullMarked
package org.tensair.exchange.simulation;

import org.jspecify.annotations.NullMarked;
