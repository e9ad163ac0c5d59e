@NullMarked
package org.tensair.benchmarks.engine;

import org.jspecify.annotations.NullMarked;
