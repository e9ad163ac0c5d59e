/** What runtimes implement, found with {@link java.util.ServiceLoader}. */
@NullMarked
package org.tensair.api.spi;

import org.jspecify.annotations.NullMarked;
