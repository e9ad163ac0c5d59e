package org.tensair.cli;

import org.tensair.api.PlanPrinter;
import org.tensair.api.plan.Plan;

/** In which form a plan is printed. */
enum PlanForm {
  TEXT,
  DOT,
  JSON;

  String print(Plan plan) {
    return switch (this) {
      case TEXT -> PlanPrinter.text(plan);
      case DOT -> PlanPrinter.dot(plan);
      case JSON -> PlanPrinter.json(plan);
    };
  }
}
