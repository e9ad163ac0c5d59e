package org.tensair.tensorflow;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.tensair.api.RowBlock;
import org.tensair.api.TensorSpec;
import org.tensair.api.spi.ModelCard;
import org.tensair.api.spi.ModelReplica;
import org.tensair.api.spi.ModelUpdate;
import org.tensair.api.spi.Score;

/** A labelled mini-batch of random rows, and room for what a replica says of it. */
final class MiniBatch {

  final int rows;
  final RowBlock features;
  final RowBlock labels;
  final RowBlock outputs;
  final float[] weights;
  final Score score;

  MiniBatch(ModelCard card, int rows, long seed) {
    this.rows = rows;
    features = new RowBlock(card.features(), rows);
    labels = new RowBlock(Contract.labels(card), rows);
    outputs = new RowBlock(card.outputs(), rows);
    weights = new float[rows];
    score = new Score(rows, card.metrics().size());
    Arrays.fill(weights, 1);
    Random random = new Random(seed);
    fill(features, random, false);
    fill(labels, random, true);
  }

  private static void fill(RowBlock block, Random random, boolean whole) {
    List<TensorSpec> specs = block.specs();
    for (int row = 0; row < block.capacity(); row++) {
      block.at(row);
      for (int tensor = 0; tensor < specs.size(); tensor++) {
        for (int element = 0; element < specs.get(tensor).elementsPerRow(); element++) {
          switch (specs.get(tensor).type()) {
            case FLOAT32 ->
                block.putFloat(
                    tensor, element, whole ? random.nextInt(2) : (float) random.nextGaussian());
            default -> block.putInt(tensor, element, random.nextInt(4));
          }
        }
      }
    }
  }

  ModelUpdate train(ModelReplica replica) {
    return replica.train(features, labels, weights, rows, 1, 0.5f);
  }

  /** Mean loss of the replica's predictions. */
  double loss(ModelReplica replica) {
    replica.predict(features, rows, outputs);
    replica.score(outputs, labels, weights, rows, score);
    double sum = 0;
    for (float loss : score.losses()) {
      sum += loss;
    }
    return sum / rows;
  }
}
