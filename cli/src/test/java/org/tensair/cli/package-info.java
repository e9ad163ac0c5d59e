@NullMarked
package org.tensair.cli;

import org.jspecify.annotations.NullMarked;
