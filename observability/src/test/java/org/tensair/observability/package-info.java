@NullMarked
package org.tensair.observability;

import org.jspecify.annotations.NullMarked;
