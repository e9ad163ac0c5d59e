package org.tensair.examples.flights;

/**
 * An hourly report; its event time is the minute it is published. A missing value is NaN.
 *
 * @param temperature °F
 * @param dewPoint °F
 * @param humidity %
 * @param windSpeed miles an hour
 * @param precipitation inches in the hour
 * @param pressure millibar
 * @param visibility miles
 */
public record Weather(
    String origin,
    double temperature,
    double dewPoint,
    double humidity,
    double windSpeed,
    double precipitation,
    double pressure,
    double visibility) {

  /** In the place of a report that is missing. */
  static final Weather NONE =
      new Weather(
          "", Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
}
