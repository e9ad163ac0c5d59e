package org.tensair.api;

/**
 * A record that could not be read.
 *
 * @param source name of the source
 * @param split of the source
 * @param position how many records the split had given before it
 * @param record what was found, as text, cut where it is very long
 * @param reason what was found and required
 */
public record DeadLetter(String source, int split, long position, String record, String reason) {}
