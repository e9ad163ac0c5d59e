package org.tensair.api;

import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Options of a model operator. Immutable: each method returns a changed copy.
 *
 * @param <T> samples
 * @param <L> labels
 */
public final class LearnOptions<T, L> implements Serializable {

  /** Makes a detector; one is made for each model. */
  public interface DetectorFactory extends Serializable {
    /** A new detector. */
    DriftDetector create();
  }

  private static final Pattern DEVICES = Pattern.compile("(cpu|gpu(:\\d+)?)(,(cpu|gpu(:\\d+)?))*");

  private Model model;
  private EncoderFactory<T> encoder;
  private transient @Nullable Stream<L> labels;
  private @Nullable On<T, L, ?> on;
  private Duration labelDeadline = Duration.ofHours(1);
  private @Nullable LabelEncoder<L> labelEncoder;
  private int batchSize = 32;
  private Duration maxBatchAge = Duration.ofHours(6);
  private int replicas = 2;
  private int staleness = 8;
  private Duration peerDeadline = Duration.ofSeconds(10);
  private @Nullable DetectorFactory detector;
  private Mode mode = Mode.AUTOMATIC;
  private Convergence convergence = Convergence.defaults();
  private long freezeAfter = 50_000;
  private int replay;
  private int replayRows = 50_000;
  private long seed = 1;
  private String device = "cpu";
  private long evaluationRows = 10_000;

  private LearnOptions(Model model, EncoderFactory<T> encoder) {
    this.model = model;
    this.encoder = encoder;
  }

  private LearnOptions(LearnOptions<T, L> other) {
    this(other.model, other.encoder);
    labels = other.labels;
    on = other.on;
    labelDeadline = other.labelDeadline;
    labelEncoder = other.labelEncoder;
    batchSize = other.batchSize;
    maxBatchAge = other.maxBatchAge;
    replicas = other.replicas;
    staleness = other.staleness;
    peerDeadline = other.peerDeadline;
    detector = other.detector;
    mode = other.mode;
    convergence = other.convergence;
    freezeAfter = other.freezeAfter;
    replay = other.replay;
    replayRows = other.replayRows;
    seed = other.seed;
    device = other.device;
    evaluationRows = other.evaluationRows;
  }

  static <T, L> LearnOptions<T, L> of(Model model, EncoderFactory<T> encoder) {
    return new LearnOptions<>(model, encoder);
  }

  /**
   * Where the labels come from. Required.
   *
   * @param labels the stream
   * @param on what key joins a sample and its label; unique among the samples that wait for one
   * @param within how long after the sample's event time its label may come; later ones are counted
   *     as unmatched
   * @param encoder writes the model's label tensors
   */
  public LearnOptions<T, L> labels(
      Stream<L> labels, On<T, L, ?> on, Duration within, LabelEncoder<L> encoder) {
    LearnOptions<T, L> copy = new LearnOptions<>(this);
    copy.labels = labels;
    copy.on = on;
    copy.labelDeadline = within;
    copy.labelEncoder = encoder;
    return copy;
  }

  /** Reads better: {@code labels(labels, on(...), within(ofHours(1)), ...)}. */
  public static Duration within(Duration duration) {
    return duration;
  }

  /** Labelled rows in a full mini-batch of one replica; 1 to 65,536, default 32. */
  public LearnOptions<T, L> batchSize(int rows) {
    LearnOptions<T, L> copy = new LearnOptions<>(this);
    copy.batchSize = rows;
    return copy;
  }

  /**
   * How long the oldest row of a mini-batch waits for it to fill; counted in event time on bounded
   * input, so that a run can be repeated, and by the clock on live input. Default 6 hours.
   */
  public LearnOptions<T, L> maxBatchAge(Duration age) {
    LearnOptions<T, L> copy = new LearnOptions<>(this);
    copy.maxBatchAge = age;
    return copy;
  }

  /** Replicas of the model in this process; 1 to 256, default 2. */
  public LearnOptions<T, L> replicas(int replicas) {
    LearnOptions<T, L> copy = new LearnOptions<>(this);
    copy.replicas = replicas;
    return copy;
  }

  /**
   * The bound on staleness: how many of a replica's mini-batches a live peer may not have received;
   * 0 is synchronous, default 8.
   */
  public LearnOptions<T, L> staleness(int miniBatches) {
    LearnOptions<T, L> copy = new LearnOptions<>(this);
    copy.staleness = miniBatches;
    return copy;
  }

  /** How long a silent peer is waited for before it is left out; default 10 seconds. */
  public LearnOptions<T, L> peerDeadline(Duration deadline) {
    LearnOptions<T, L> copy = new LearnOptions<>(this);
    copy.peerDeadline = deadline;
    return copy;
  }

  /** The drift detector; none by default, and then a converged model never trains again. */
  public LearnOptions<T, L> detector(@Nullable DetectorFactory detector) {
    LearnOptions<T, L> copy = new LearnOptions<>(this);
    copy.detector = detector;
    return copy;
  }

  /** When the model trains; {@link Mode#AUTOMATIC} by default. */
  public LearnOptions<T, L> mode(Mode mode) {
    LearnOptions<T, L> copy = new LearnOptions<>(this);
    copy.mode = mode;
    return copy;
  }

  /** When the model counts as converged. */
  public LearnOptions<T, L> convergence(Convergence convergence) {
    LearnOptions<T, L> copy = new LearnOptions<>(this);
    copy.convergence = convergence;
    return copy;
  }

  /** In {@link Mode#NEVER_TRAIN}, the labelled rows a model trains on before; default 50,000. */
  public LearnOptions<T, L> freezeAfter(long rows) {
    LearnOptions<T, L> copy = new LearnOptions<>(this);
    copy.freezeAfter = rows;
    return copy;
  }

  /**
   * Replayed mini-batches for each new one, drawn from the newest {@code rows} labelled rows of the
   * replica; default 0. Replayed rows never reach scores, detector or clock.
   */
  public LearnOptions<T, L> replay(int miniBatches, int rows) {
    LearnOptions<T, L> copy = new LearnOptions<>(this);
    copy.replay = miniBatches;
    copy.replayRows = rows;
    return copy;
  }

  /** Seed of what is drawn at random here, the replayed rows; default 1. The model has its own. */
  public LearnOptions<T, L> seed(long seed) {
    LearnOptions<T, L> copy = new LearnOptions<>(this);
    copy.seed = seed;
    return copy;
  }

  /**
   * The device of the replicas: {@code cpu}, {@code gpu}, or a list such as {@code gpu:0,cpu}, used
   * in turn; default {@code cpu}.
   */
  public LearnOptions<T, L> device(String device) {
    LearnOptions<T, L> copy = new LearnOptions<>(this);
    copy.device = device;
    return copy;
  }

  /** Rows of each point of the evaluation's series; default 10,000. */
  public LearnOptions<T, L> evaluationRows(long rows) {
    LearnOptions<T, L> copy = new LearnOptions<>(this);
    copy.evaluationRows = rows;
    return copy;
  }

  /** The model. */
  public Model model() {
    return model;
  }

  /** Makes the encoder of a replica. */
  public EncoderFactory<T> encoder() {
    return encoder;
  }

  /** The keys that join samples and labels. */
  public On<T, L, ?> on() {
    return required(on);
  }

  /** How long after its sample a label may come. */
  public Duration labelDeadline() {
    return labelDeadline;
  }

  /** Writes the model's label tensors. */
  public LabelEncoder<L> labelEncoder() {
    return required(labelEncoder);
  }

  /** See {@link #batchSize(int)}. */
  public int batchSize() {
    return batchSize;
  }

  /** See {@link #maxBatchAge(Duration)}. */
  public Duration maxBatchAge() {
    return maxBatchAge;
  }

  /** See {@link #replicas(int)}. */
  public int replicas() {
    return replicas;
  }

  /** See {@link #staleness(int)}. */
  public int staleness() {
    return staleness;
  }

  /** See {@link #peerDeadline(Duration)}. */
  public Duration peerDeadline() {
    return peerDeadline;
  }

  /** See {@link #detector(DetectorFactory)}. */
  public @Nullable DetectorFactory detector() {
    return detector;
  }

  /** See {@link #mode(Mode)}. */
  public Mode mode() {
    return mode;
  }

  /** See {@link #convergence(Convergence)}. */
  public Convergence convergence() {
    return convergence;
  }

  /** See {@link #freezeAfter(long)}. */
  public long freezeAfter() {
    return freezeAfter;
  }

  /** Replayed mini-batches for each new one. */
  public int replay() {
    return replay;
  }

  /** The newest labelled rows from which replayed mini-batches are drawn. */
  public int replayRows() {
    return replayRows;
  }

  /** See {@link #seed(long)}. */
  public long seed() {
    return seed;
  }

  /** See {@link #device(String)}. */
  public String device() {
    return device;
  }

  /** See {@link #evaluationRows(long)}. */
  public long evaluationRows() {
    return evaluationRows;
  }

  @Nullable Stream<L> labelStream() {
    return labels;
  }

  /** The keys that join samples and labels, if they were given. */
  @Nullable On<T, L, ?> keys() {
    return on;
  }

  /** One sentence for each option out of range. */
  List<String> problems(String stage) {
    List<String> problems = new ArrayList<>();
    if (on == null) {
      problems.add("Stage \"" + stage + "\": found no labels, required one call of labels(...).");
    }
    range(problems, stage, "batchSize", batchSize, 1, 65_536);
    range(problems, stage, "replicas", replicas, 1, 256);
    range(problems, stage, "staleness", staleness, 0, 1_000_000);
    range(problems, stage, "freezeAfter", freezeAfter, 0, Long.MAX_VALUE);
    range(problems, stage, "replay", replay, 0, 100);
    range(problems, stage, "replay rows", replayRows, 1, 10_000_000);
    range(problems, stage, "evaluationRows", evaluationRows, 1, Long.MAX_VALUE);
    range(problems, stage, "convergence rows", convergence.rows(), 1, Integer.MAX_VALUE);
    range(problems, stage, "convergence windows", convergence.windows(), 2, 1_000);
    if (!(convergence.improvement() >= 0 && convergence.improvement() < 1)) {
      problems.add(
          "Stage \""
              + stage
              + "\": found convergence improvement = "
              + convergence.improvement()
              + ", required [0, 1).");
    }
    if (!DEVICES.matcher(device).matches()) {
      problems.add(
          "Stage \""
              + stage
              + "\": found device = "
              + device
              + ", required cpu, gpu, gpu:<n>, or several of these with commas between.");
    }
    positive(problems, stage, "within", labelDeadline);
    positive(problems, stage, "maxBatchAge", maxBatchAge);
    positive(problems, stage, "peerDeadline", peerDeadline);
    return problems;
  }

  private static void range(
      List<String> problems, String stage, String option, long found, long from, long to) {
    if (found < from || found > to) {
      problems.add(
          "Stage \""
              + stage
              + "\": found "
              + option
              + " = "
              + found
              + ", required "
              + from
              + (to == Long.MAX_VALUE ? " or more." : " to " + to + "."));
    }
  }

  private static void positive(List<String> problems, String stage, String option, Duration found) {
    if (found.isNegative() || found.isZero()) {
      problems.add(
          "Stage \""
              + stage
              + "\": found "
              + option
              + " = "
              + found
              + ", required a positive duration.");
    }
  }

  private static <V> V required(@Nullable V value) {
    if (value == null) {
      throw new IllegalStateException("Learn options: found no labels; call labels(...) first.");
    }
    return value;
  }
}
