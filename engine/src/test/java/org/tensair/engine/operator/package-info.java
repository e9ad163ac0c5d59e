@NullMarked
package org.tensair.engine.operator;

import org.jspecify.annotations.NullMarked;
