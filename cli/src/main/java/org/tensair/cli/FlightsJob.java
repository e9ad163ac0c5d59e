package org.tensair.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.tensair.api.Execution;
import org.tensair.api.Mode;
import org.tensair.api.Pipeline;
import org.tensair.api.RunOptions;
import org.tensair.api.SnapshotOptions;
import org.tensair.examples.FlightDelays;

/** Starts passes over the flights. */
interface FlightsJob {

  /** Name of the model operator's stage. */
  String STAGE = FlightDelays.MODEL_STAGE;

  /**
   * What a pass is to do.
   *
   * @param data directory of the flights and the weather
   * @param model directory of the model, fresh for each pass
   * @param records flights to read, the earliest ones
   * @param rate flights read a second, at most; 0 for as fast as they can be
   * @param replay replayed mini-batches for each new one
   * @param workers threads that run the stages
   * @param snapshots where to keep snapshots; null for none
   */
  record Settings(
      Path data,
      Path model,
      long records,
      int rate,
      int replicas,
      Mode mode,
      Detector detector,
      int replay,
      long seed,
      int workers,
      @Nullable SnapshotOptions snapshots) {

    /** Another pass over the same flights, as fast as can be, of which no snapshots are kept. */
    Settings with(Path model, Mode mode) {
      return new Settings(
          data, model, records, 0, replicas, mode, detector, replay, seed, workers, null);
    }

    RunOptions run() {
      RunOptions options = RunOptions.defaults().workers(workers);
      return snapshots == null ? options : options.snapshots(snapshots);
    }
  }

  /** Starts a pass and returns at once. */
  Execution start(Settings settings);

  /** What such a pass runs; nothing of it is opened or loaded. */
  static Pipeline pipeline(Settings settings) {
    return FlightDelays.pipeline(
        new FlightDelays.Options(
            settings.data(),
            settings.model(),
            settings.records(),
            settings.rate(),
            settings.replicas(),
            settings.mode(),
            settings.detector().factory(),
            settings.replay(),
            settings.seed()));
  }

  /** On the runtime of the class path. */
  static FlightsJob embedded() {
    return settings -> pipeline(settings).start(settings.run());
  }
}
