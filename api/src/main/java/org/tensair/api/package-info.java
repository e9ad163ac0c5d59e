/**
 * What users write against: pipelines of event-time streams, the model operator and its options.
 *
 * <p>Event time is a {@code long}, milliseconds since 1970-01-01T00:00Z. Every functional interface
 * here is {@link java.io.Serializable} and may throw.
 */
@NullMarked
package org.tensair.api;

import org.jspecify.annotations.NullMarked;
