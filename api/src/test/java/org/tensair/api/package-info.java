@NullMarked
package org.tensair.api;

import org.jspecify.annotations.NullMarked;
