package org.tensair.api;

/**
 * Prequential scores over a number of rows: every row was predicted before any model saw its label
 * (Gama, Sebastião, Rodrigues: On evaluating stream learning algorithms, 2013).
 *
 * @param rows scored rows
 * @param loss mean loss, without regularisation; for binary cross-entropy this is the log loss
 * @param accuracy share of rows whose predicted class is the label's
 * @param auc area under the ROC curve of a binary model's first output; NaN where there are not two
 *     classes
 */
public record Evaluation(long rows, double loss, double accuracy, double auc) {}
