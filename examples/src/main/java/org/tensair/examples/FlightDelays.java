package org.tensair.examples;

import static org.tensair.api.Aggregates.mean;
import static org.tensair.api.Aggregates.share;
import static org.tensair.api.Aggregates.sum;
import static org.tensair.api.LearnOptions.within;
import static org.tensair.api.Lookup.last;
import static org.tensair.api.Lookup.latest;
import static org.tensair.api.Lookup.total;
import static org.tensair.api.On.on;
import static org.tensair.examples.flights.Fact.ARRIVALS_AT_DESTINATION;
import static org.tensair.examples.flights.Fact.DELAY_AT_ORIGIN;
import static org.tensair.examples.flights.Fact.DELAY_OF_CARRIER;
import static org.tensair.examples.flights.Fact.DELAY_OF_CARRIER_AT_ORIGIN;
import static org.tensair.examples.flights.Fact.DELAY_TO_DESTINATION;
import static org.tensair.examples.flights.Fact.LATE_AT_ORIGIN;
import static org.tensair.examples.flights.Fact.LATE_OF_CARRIER;
import static org.tensair.examples.flights.Fact.LATE_OF_CARRIER_AT_ORIGIN;
import static org.tensair.examples.flights.Fact.LATE_OF_FLIGHT;
import static org.tensair.examples.flights.Fact.LATE_TO_DESTINATION;
import static org.tensair.examples.flights.Fact.OVERDUE_AT_ORIGIN;
import static org.tensair.examples.flights.Fact.OVERDUE_OF_CARRIER_AT_ORIGIN;
import static org.tensair.examples.flights.Fact.SCHEDULED_AT_ORIGIN;
import static org.tensair.examples.flights.Fact.WAITING_AT_ORIGIN;
import static org.tensair.examples.flights.Fact.WAITING_OF_CARRIER_AT_ORIGIN;
import static org.tensair.examples.flights.Sample.number;
import static org.tensair.examples.flights.Sample.windows;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensair.api.Aggregate;
import org.tensair.api.KeySelector;
import org.tensair.api.LearnOptions;
import org.tensair.api.Mean;
import org.tensair.api.Mode;
import org.tensair.api.Model;
import org.tensair.api.On;
import org.tensair.api.Pipeline;
import org.tensair.api.Source;
import org.tensair.api.Stream;
import org.tensair.connectors.RateLimited;
import org.tensair.examples.flights.Arrival;
import org.tensair.examples.flights.Departure;
import org.tensair.examples.flights.Flight;
import org.tensair.examples.flights.FlightEncoder;
import org.tensair.examples.flights.FlightFeatures;
import org.tensair.examples.flights.Flights;
import org.tensair.examples.flights.Label;
import org.tensair.examples.flights.Movement;
import org.tensair.examples.flights.Sample;
import org.tensair.examples.flights.Weather;

/**
 * Will a flight leave New York more than 15 minutes late, or be cancelled? Each is predicted at its
 * scheduled departure, from what is known then; 15 minutes later its label is known, the prediction
 * is scored and the model learns.
 */
public final class FlightDelays {

  /** The name of the model operator. */
  public static final String MODEL_STAGE = "delays";

  // What several lookups share: Java makes a class of each function, when the program starts.
  private static final KeySelector<Sample, String> ORIGIN = Sample::origin;
  private static final KeySelector<Sample, String> CARRIER = Sample::carrier;
  private static final KeySelector<Sample, String> DESTINATION = Sample::destination;
  private static final KeySelector<Sample, String> AIRCRAFT = Sample::aircraft;
  private static final KeySelector<Sample, Sample.Pair> CARRIER_AT_ORIGIN = Sample::carrierAtOrigin;
  private static final List<Duration> LATELY = minutes(20, 2 * 60, 24 * 60);
  private static final Aggregate<Label, ?, Mean> LATE = share(Label::late);
  private static final Aggregate<Departure, ?, Mean> DELAY = mean(Departure::hoursLate);
  private static final Aggregate<Movement, ?, Double> CHANGE = sum(Movement::change);
  private static final On<Sample, Movement, String> AT_ORIGIN = on(ORIGIN, Movement::origin);
  private static final On<Sample, Movement, Sample.Pair> OF_CARRIER =
      on(CARRIER_AT_ORIGIN, Movement::carrierAtOrigin);

  private FlightDelays() {}

  /**
   * How the example is run.
   *
   * @param data folder of the flights' files
   * @param model folder of the exported model
   * @param records flights to read, from the first on
   * @param rate flights read a second, at most; 0 for as fast as they can be
   * @param replicas of the model
   * @param mode when it trains
   * @param detector of drifts, or null for none
   * @param replay replayed mini-batches for each new one
   * @param seed of everything drawn at random
   */
  public record Options(
      Path data,
      Path model,
      long records,
      int rate,
      int replicas,
      Mode mode,
      LearnOptions.@Nullable DetectorFactory detector,
      int replay,
      long seed) {}

  /** The pipeline, ready to start. */
  public static Pipeline pipeline(Options options) {
    Pipeline pipeline = Pipeline.named("flight-delays");
    Stream<Label> labels =
        pipeline
            .read(Flights.labels(options.data(), options.records()))
            .stopAtBadRecords()
            .named("labels");
    Source<Flight> flights = Flights.scheduled(options.data(), options.records());
    Stream<Flight> scheduled =
        pipeline
            .read(options.rate() == 0 ? flights : RateLimited.of(options.rate(), flights))
            .stopAtBadRecords()
            .named("flights");
    features(pipeline, options.data(), options.records(), scheduled, labels)
        .<Label>learn(
            Model.at(options.model()),
            FlightEncoder::new,
            learn ->
                learn
                    .labels(
                        labels,
                        on(FlightFeatures::key, Label::key),
                        within(Duration.ofHours(1)),
                        (label, row) -> row.putFloat(0, 0, label.late() ? 1 : 0))
                    .batchSize(96)
                    // Few flights leave at night: a mini-batch waits for the morning ones, since
                    // a step on a few rows is as large as one on all.
                    .maxBatchAge(Duration.ofDays(1))
                    .replicas(options.replicas())
                    .staleness(8)
                    .detector(options.detector())
                    .mode(options.mode())
                    .replay(options.replay(), 50_000)
                    .seed(options.seed()))
        .named(MODEL_STAGE);
    return pipeline;
  }

  /**
   * What is known of each flight at its scheduled departure: everything that is looked up for it,
   * in event time, as the features of the model.
   *
   * @param flights by scheduled departure
   * @param labels also what was late lately
   */
  public static Stream<FlightFeatures> features(
      Pipeline pipeline, Path data, long records, Stream<Flight> flights, Stream<Label> labels) {
    Stream<Weather> weather =
        pipeline.read(Flights.weather(data, records)).stopAtBadRecords().named("weather");
    Stream<Departure> left =
        pipeline.read(Flights.departed(data, records)).stopAtBadRecords().named("departures");
    Stream<Arrival> landed =
        pipeline.read(Flights.arrived(data, records)).stopAtBadRecords().named("arrivals");
    Stream<Sample> samples =
        flights
            .map(Sample::of)
            .lookup(weather, on(ORIGIN, Weather::origin), latest(Duration.ofHours(2)), Sample::with)
            .named("weather-at-origin");
    return whoseAircraft(
            landed, left, whatWaits(flights, left, labels, whatWasLate(left, labels, samples)))
        .map(FlightFeatures::of);
  }

  /** How late it has been lately: at the airports, of the carrier, of the flight itself. */
  private static Stream<Sample> whatWasLate(
      Stream<Departure> left, Stream<Label> labels, Stream<Sample> samples) {
    return samples
        .lookup(labels, on(ORIGIN, Label::origin), last(LATELY, LATE), windows(LATE_AT_ORIGIN))
        .named("late-at-origin")
        .lookup(labels, on(CARRIER, Label::carrier), last(LATELY, LATE), windows(LATE_OF_CARRIER))
        .named("late-of-carrier")
        .lookup(
            labels,
            on(CARRIER_AT_ORIGIN, Label::carrierAtOrigin),
            last(LATELY, LATE),
            windows(LATE_OF_CARRIER_AT_ORIGIN))
        .named("late-of-carrier-at-origin")
        .lookup(
            labels,
            on(DESTINATION, Label::destination),
            last(LATELY, LATE),
            windows(LATE_TO_DESTINATION))
        .named("late-to-destination")
        .lookup(labels, on(Sample::anyDay, Label::anyDay), total(LATE), Sample.mean(LATE_OF_FLIGHT))
        .named("late-of-flight")
        .lookup(left, on(ORIGIN, Departure::origin), last(LATELY, DELAY), windows(DELAY_AT_ORIGIN))
        .named("delay-at-origin")
        .lookup(
            left, on(CARRIER, Departure::carrier), last(LATELY, DELAY), windows(DELAY_OF_CARRIER))
        .named("delay-of-carrier")
        .lookup(
            left,
            on(CARRIER_AT_ORIGIN, Departure::carrierAtOrigin),
            last(LATELY, DELAY),
            windows(DELAY_OF_CARRIER_AT_ORIGIN))
        .named("delay-of-carrier-at-origin")
        .lookup(
            left,
            on(DESTINATION, Departure::destination),
            last(LATELY, DELAY),
            windows(DELAY_TO_DESTINATION))
        .named("delay-to-destination");
  }

  /** How many other flights were to leave by now, and have not. */
  private static Stream<Sample> whatWaits(
      Stream<Flight> flights,
      Stream<Departure> left,
      Stream<Label> labels,
      Stream<Sample> samples) {
    Stream<Movement> late =
        labels.filter(Label::late).map(label -> new Movement(label.origin(), label.carrier(), 1));
    Stream<Movement> waiting =
        flights
            .map(flight -> new Movement(flight.origin(), flight.carrier(), 1))
            .merge(
                left.filter(Departure::onTime)
                    .map(flight -> new Movement(flight.origin(), flight.carrier(), -1)),
                late.map(Movement::reversed))
            .named("waiting");
    Stream<Movement> overdue =
        late.merge(
                left.filter(flight -> !flight.onTime())
                    .map(flight -> new Movement(flight.origin(), flight.carrier(), -1)))
            .named("overdue");
    return samples
        .lookup(
            flights,
            on(ORIGIN, Flight::origin),
            last(Duration.ofMinutes(1), sum(flight -> 1)),
            number(SCHEDULED_AT_ORIGIN))
        .named("scheduled-at-origin")
        .lookup(waiting, AT_ORIGIN, total(CHANGE), number(WAITING_AT_ORIGIN))
        .named("waiting-at-origin")
        .lookup(waiting, OF_CARRIER, total(CHANGE), number(WAITING_OF_CARRIER_AT_ORIGIN))
        .named("waiting-of-carrier-at-origin")
        .lookup(overdue, AT_ORIGIN, last(Duration.ofHours(3), CHANGE), number(OVERDUE_AT_ORIGIN))
        .named("overdue-at-origin")
        .lookup(
            overdue,
            OF_CARRIER,
            last(Duration.ofHours(3), CHANGE),
            number(OVERDUE_OF_CARRIER_AT_ORIGIN))
        .named("overdue-of-carrier-at-origin");
  }

  /** What the aircraft did last, and how it is at the other end. */
  private static Stream<Sample> whoseAircraft(
      Stream<Arrival> landed, Stream<Departure> left, Stream<Sample> samples) {
    return samples
        .lookup(
            landed,
            on(DESTINATION, Arrival::destination),
            last(minutes(2 * 60), mean(Arrival::hoursLate)),
            windows(ARRIVALS_AT_DESTINATION))
        .named("arrivals-at-destination")
        .lookup(left, on(AIRCRAFT, Departure::aircraft), latest(Duration.ofHours(10)), Sample::with)
        .named("last-departure")
        .lookup(landed, on(AIRCRAFT, Arrival::aircraft), latest(Duration.ofHours(10)), Sample::with)
        .named("samples");
  }

  private static List<Duration> minutes(int... windows) {
    return Arrays.stream(windows).mapToObj(Duration::ofMinutes).toList();
  }
}
