/**
 * Sources and sinks over files: CSV and JSON lines, plain or gzip.
 *
 * <p>A file is compressed if its name ends in {@code .gz}; text is UTF-8.
 */
@NullMarked
package org.tensair.connectors;

import org.jspecify.annotations.NullMarked;
