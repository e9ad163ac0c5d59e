package org.tensair.api;

/**
 * What happened with one labelled mini-batch on one replica.
 *
 * @param replica rank of the replica
 * @param number mini-batches of this replica so far, from 1
 * @param recordIndex index in the stream of the newest row, from 0
 * @param eventTime the newest label's, milliseconds since the epoch
 * @param rows labelled rows
 * @param loss mean loss of the predictions that were made for the rows, without regularisation
 * @param trained whether the model trained on the rows
 * @param state the replica's state after the step
 * @param staleness mean staleness of the frames applied since the previous step, in mini-batches
 */
public record Step(
    int replica,
    long number,
    long recordIndex,
    long eventTime,
    int rows,
    double loss,
    boolean trained,
    LearningState state,
    double staleness) {}
