@NullMarked
package org.tensair.engine.lookup;

import org.jspecify.annotations.NullMarked;
