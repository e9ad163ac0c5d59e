/** Flights leaving New York in 2013, the weather, and what became known of them when. */
@NullMarked
package org.tensair.examples.flights;

import org.jspecify.annotations.NullMarked;
