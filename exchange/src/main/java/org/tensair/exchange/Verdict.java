package org.tensair.exchange;

/**
 * A change of the model's state, announced by the replica that runs the detector. Every replica
 * acts on it at its first mini-batch after it arrives.
 *
 * @param number place in the order of all changes, from 1; each replica sees rising numbers
 * @param state the new state
 * @param recordIndex the record at which the change was decided
 * @param eventTime the event time of that record
 * @param reason why, for people
 */
public record Verdict(long number, String state, long recordIndex, long eventTime, String reason) {}
