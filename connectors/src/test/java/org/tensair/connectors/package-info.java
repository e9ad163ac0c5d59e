@NullMarked
package org.tensair.connectors;

import org.jspecify.annotations.NullMarked;
