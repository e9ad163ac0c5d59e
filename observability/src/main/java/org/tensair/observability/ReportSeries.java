package org.tensair.observability;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensair.api.Evaluation;
import org.tensair.api.LearningResult.Point;

/**
 * The scores over time: for each range of rows the main run, and beside it the baselines and other
 * passes that have scored the same rows.
 */
final class ReportSeries {

  private ReportSeries() {}

  static void of(RunReport report, ArrayNode json) {
    Map<String, Map<Long, Evaluation>> others = new LinkedHashMap<>();
    for (Pass pass : report.others()) {
      others.put(pass.key(), byRecord(pass));
    }
    for (Point point : report.main().result().series()) {
      ObjectNode entry = json.addObject().put("record", point.fromRecord());
      entry.put("event_time", ReportJson.time(point.eventTime()));
      entry.put("rows", point.evaluation().rows());
      ReportJson.scores(entry, point.evaluation());
      ObjectNode baselines = entry.putObject("baselines");
      others.forEach(
          (key, evaluations) -> {
            Evaluation evaluation = evaluations.get(point.fromRecord());
            if (evaluation != null) {
              ReportJson.scores(baselines.putObject(key), evaluation);
            }
          });
      point
          .baselines()
          .forEach((key, evaluation) -> ReportJson.scores(baselines.putObject(key), evaluation));
    }
  }

  private static Map<Long, Evaluation> byRecord(Pass pass) {
    Map<Long, Evaluation> evaluations = new HashMap<>();
    for (Point point : pass.result().series()) {
      evaluations.put(point.fromRecord(), point.evaluation());
    }
    return evaluations;
  }
}
