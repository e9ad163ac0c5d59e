package org.tensair.examples.flights;

import org.tensair.api.Encoder;
import org.tensair.api.EncoderContext;
import org.tensair.api.OnlineScaler;
import org.tensair.api.Row;

/**
 * Writes the features of a flight as those of the model, {@code numeric} and {@code categories}.
 * Numbers with a scale of their own are standardised online.
 */
public final class FlightEncoder implements Encoder<FlightFeatures> {

  private final int numeric;
  private final int categories;
  private final OnlineScaler scaler;
  private final float[] scaled = new float[FlightFeatures.NUMERIC];

  /** The encoder of one replica. */
  public FlightEncoder(EncoderContext context) {
    numeric = context.feature("numeric");
    categories = context.feature("categories");
    scaler = context.scaler("numeric", FlightFeatures.SCALED);
  }

  @Override
  public void encode(FlightFeatures flight, Row row) {
    double[] numbers = flight.numbers();
    scaler.scale(numbers, scaled);
    for (int i = FlightFeatures.SCALED; i < numbers.length; i++) {
      scaled[i] = (float) numbers[i];
    }
    row.putFloats(numeric, scaled);
    row.putInts(categories, flight.categories());
  }
}
