@NullMarked
package org.tensair.sketches;

import org.jspecify.annotations.NullMarked;
