package org.tensair.tensorflow;

import java.util.List;

/** How problems that were found together are told together. */
final class Problems {

  /** More than these are only counted: a wrong card disagrees everywhere. */
  private static final int TOLD = 12;

  private Problems() {}

  static String message(String where, List<String> problems) {
    StringBuilder message = new StringBuilder(where);
    message.append(
        problems.size() == 1 ? ": found a problem" : ": found " + problems.size() + " problems");
    message.append(". Export the model again with tensair.export.");
    problems.stream().limit(TOLD).forEach(problem -> message.append("\n  - ").append(problem));
    if (problems.size() > TOLD) {
      message.append("\n  - and ").append(problems.size() - TOLD).append(" more");
    }
    return message.toString();
  }
}
