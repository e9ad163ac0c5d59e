@NullMarked
package org.tensair.testkit;

import org.jspecify.annotations.NullMarked;
