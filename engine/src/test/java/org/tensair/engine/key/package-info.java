@NullMarked
package org.tensair.engine.key;

import org.jspecify.annotations.NullMarked;
