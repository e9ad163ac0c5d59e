@NullMarked
package org.tensair.drift;

import org.jspecify.annotations.NullMarked;
