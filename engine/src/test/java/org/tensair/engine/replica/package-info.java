@NullMarked
package org.tensair.engine.replica;

import org.jspecify.annotations.NullMarked;
