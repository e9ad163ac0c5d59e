package org.tensair.examples.flights;

import org.tensair.api.Encoder;
import org.tensair.api.EncoderContext;
import org.tensair.api.OnlineScaler;
import org.tensair.api.Row;
import org.tensair.api.TensorSpec;

/**
 * Writes the features of a flight as those of the model, {@code numeric} and {@code categories}.
 * Numbers with a scale of their own are standardised online.
 */
public final class FlightEncoder implements Encoder<FlightFeatures> {

  private final int numeric;
  private final int categories;
  private final OnlineScaler scaler;
  private final float[] scaled = new float[FlightFeatures.NUMERIC];

  /**
   * The encoder of one replica.
   *
   * @throws IllegalArgumentException if the model takes other features
   */
  public FlightEncoder(EncoderContext context) {
    numeric = feature(context, "numeric", FlightFeatures.NUMERIC);
    categories = feature(context, "categories", FlightFeatures.CATEGORIES);
    scaler = context.scaler("numeric", FlightFeatures.SCALED);
  }

  private static int feature(EncoderContext context, String name, int elements) {
    int index = context.feature(name);
    TensorSpec found = context.features().get(index);
    if (found.elementsPerRow() != elements) {
      throw new IllegalArgumentException(
          "Feature: found "
              + found
              + " in the model, required "
              + elements
              + " elements in a row; make the model again with models/export.py.");
    }
    return index;
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
