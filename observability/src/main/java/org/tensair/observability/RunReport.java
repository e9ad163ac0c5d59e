package org.tensair.observability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a run has achieved, beside its baselines. Written as {@code report.json}, for programs, and
 * {@code report.html}, one page that opens without a network; and shown on the terminal.
 *
 * @param job name of the pipeline
 * @param options of the run by name, in the order in which they are to be shown
 * @param complete false if the run was stopped before its sources had ended
 * @param startedAt when the run was started
 * @param main the run itself
 * @param others passes of other models, or of the same one in other modes, over the same rows
 * @param references figures of peers measured elsewhere
 */
public record RunReport(
    String job,
    Map<String, String> options,
    boolean complete,
    Instant startedAt,
    Pass main,
    List<Pass> others,
    List<Reference> references) {

  /** Key of the pass that trains on every row. */
  public static final String ALWAYS_TRAIN = "always-train";

  /** Key of the pass without hidden layers. */
  public static final String LOGISTIC_REGRESSION = "logistic-regression";

  /** File in the report's directory that {@link #write} returns. */
  public static final String PAGE = "report.html";

  private static final String DATA = "report.json";

  /** The same with figures of peers. */
  public RunReport with(List<Reference> peers) {
    return new RunReport(job, options, complete, startedAt, main, others, peers);
  }

  /**
   * Writes both files; makes the directory where it is missing.
   *
   * @return the page
   * @throws IOException if a file cannot be written
   */
  public Path write(Path directory) throws IOException {
    Files.createDirectories(directory);
    String json = ReportJson.of(this);
    write(directory.resolve(DATA), json);
    return write(directory.resolve(PAGE), ReportPage.of(job, json));
  }

  /** Beside it first, so that a full disk leaves an earlier report whole. */
  private static Path write(Path file, String text) throws IOException {
    Path whole = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.writeString(whole, text);
      return Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException cause) {
      Files.deleteIfExists(whole);
      throw new IOException(
          "Report "
              + file
              + ": cannot be written ("
              + cause.getMessage()
              + "), required room for it. Choose another directory, and run again.",
          cause);
    }
  }

  /** A summary for the terminal; lines end with a line feed. */
  public String summary() {
    return ReportSummary.of(this);
  }

  /** The main run's line. */
  Score score() {
    return Score.of(main);
  }

  /** All lines to compare the main run with: passes, then baselines, then references. */
  List<Score> baselines() {
    List<Score> scores = new ArrayList<>();
    others.forEach(pass -> scores.add(Score.of(pass)));
    main.result().baselines().forEach((name, evaluation) -> scores.add(Score.of(name, evaluation)));
    references.forEach(reference -> scores.add(Score.of(reference)));
    return scores;
  }

  /**
   * What the network itself adds: the pass that trains on every row, against the logistic
   * regression, which does so too, on the same features. Empty if either is missing.
   */
  Optional<Gain> networkAdds() {
    return score(ALWAYS_TRAIN)
        .flatMap(network -> score(LOGISTIC_REGRESSION).map(linear -> Gain.of(network, linear)))
        .filter(gain -> Double.isFinite(gain.auc()));
  }

  private Optional<Score> score(String key) {
    return Stream.concat(Stream.of(score()), baselines().stream())
        .filter(score -> score.key().equals(key))
        .findFirst();
  }

  /** Differences between two scores; positive is better. */
  record Gain(Score of, Score over, double auc, double logLoss, double accuracy) {

    static Gain of(Score better, Score worse) {
      return new Gain(
          better,
          worse,
          better.evaluation().auc() - worse.evaluation().auc(),
          worse.evaluation().loss() - better.evaluation().loss(),
          better.evaluation().accuracy() - worse.evaluation().accuracy());
    }
  }
}
