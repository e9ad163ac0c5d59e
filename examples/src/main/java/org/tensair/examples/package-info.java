/** The use cases as a user would write them. */
@NullMarked
package org.tensair.examples;

import org.jspecify.annotations.NullMarked;
