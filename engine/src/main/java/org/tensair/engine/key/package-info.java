/** Keys: their hash, and the groups that workers own. */
@NullMarked
package org.tensair.engine.key;

import org.jspecify.annotations.NullMarked;
