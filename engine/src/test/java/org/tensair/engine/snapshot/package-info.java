@NullMarked
package org.tensair.engine.snapshot;

import org.jspecify.annotations.NullMarked;
