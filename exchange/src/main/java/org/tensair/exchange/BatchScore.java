package org.tensair.exchange;

/**
 * How good the predictions of one labelled mini-batch were, for the model's one drift detector.
 * Replayed rows are not scored.
 *
 * @param replica rank of the replica that scored it
 * @param rows labelled rows in it
 * @param meanLoss mean example loss, without regularisation
 * @param correct rows predicted correctly
 * @param noChangeCorrect rows which the newest label known at prediction time would have predicted
 *     correctly
 * @param newestLabelTime event time of its newest label
 * @param recordIndex index of its newest record, which verdicts name
 */
public record BatchScore(
    int replica,
    int rows,
    double meanLoss,
    int correct,
    int noChangeCorrect,
    long newestLabelTime,
    long recordIndex) {}
