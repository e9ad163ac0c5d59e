package org.tensair.learning;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.tensair.learning.Rig.Example;

/** Example streams, and a logistic regression on them written out once more. */
final class Examples {

  static final long MINUTE = 60_000;

  private Examples() {}

  /** Rows a minute apart, labels 15 minutes later, learnable from the first of two features. */
  static List<Example> learnable(int rows, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      float x = (float) (2 * random.nextDouble() - 1);
      float noise = (float) (2 * random.nextDouble() - 1);
      float label = x + 0.3f * (2 * random.nextDouble() - 1) > 0 ? 1 : 0;
      long time = i * MINUTE;
      examples.add(new Example(i, time, time + 15 * MINUTE, label, x, noise));
    }
    return examples;
  }

  /** The probability that weights (two features, then the bias) give. */
  static float predict(float[] w, Example example) {
    double sum = w[2];
    sum += w[0] * example.x();
    sum += w[1] * example.noise();
    return (float) (1 / (1 + Math.exp(-sum)));
  }

  /** One step of gradient descent. */
  static void train(float[] w, List<Example> batch, float rate) {
    float[] change = new float[3];
    for (Example example : batch) {
      float error = predict(w, example) - example.label();
      change[0] -= rate * error * example.x() / batch.size();
      change[1] -= rate * error * example.noise() / batch.size();
      change[2] -= rate * error / batch.size();
    }
    for (int i = 0; i < 3; i++) {
      w[i] += change[i];
    }
  }
}
