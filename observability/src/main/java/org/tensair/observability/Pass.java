package org.tensair.observability;

import org.tensair.api.LearningResult;

/**
 * One pass of a model over the stream.
 *
 * @param key its name in {@code report.json}, such as {@code always-train}
 * @param title its name for people
 * @param peer whether the report says that the main run beats it, or does not; else it is another
 *     mode of the same model, to be compared only
 * @param result at its end
 * @param throughput of the pass
 */
public record Pass(
    String key, String title, boolean peer, LearningResult result, Throughput throughput) {}
