@NullMarked
package org.tensair.examples.nexmark;

import org.jspecify.annotations.NullMarked;
