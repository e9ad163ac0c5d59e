@NullMarked
package org.tensair.engine;

import org.jspecify.annotations.NullMarked;
