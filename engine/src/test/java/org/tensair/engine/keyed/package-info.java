@NullMarked
package org.tensair.engine.keyed;

import org.jspecify.annotations.NullMarked;
