package org.tensair.learning;

import java.util.List;
import org.tensair.api.LearningResult;
import org.tensair.api.LearningState;

/** What one replica has achieved up to some moment; read by other threads, and so never changed. */
record ReplicaReport(
    LearningState state,
    long predicted,
    long restored,
    long labelled,
    long unmatched,
    long late,
    long trainedRows,
    Evaluator.Snapshot evaluation,
    CardMetrics metrics,
    LagHistogram lags,
    List<LearningResult.Drift> drifts,
    List<ReplicaState.Change> changes,
    LearningResult.Replica counts) {}
