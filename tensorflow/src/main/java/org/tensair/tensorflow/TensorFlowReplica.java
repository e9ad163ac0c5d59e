package org.tensair.tensorflow;

import java.nio.file.Path;
import org.tensair.api.RowBlock;
import org.tensair.api.spi.ModelCard;
import org.tensair.api.spi.ModelException;
import org.tensair.api.spi.ModelReplica;
import org.tensair.api.spi.ModelUpdate;
import org.tensair.api.spi.ReplicaSettings;
import org.tensair.api.spi.Score;
import org.tensair.api.spi.Variables;

/** A replica: a session with its variables, and the prepared calls on it. */
final class TensorFlowReplica implements ModelReplica {

  private final TensorFlowModel model;
  private final NativeSession session;
  private final SavedVariables saved;
  private final VariableCalls variables;
  private final PredictCall predict;
  private final ScoreCall score;
  private final TrainCall train;
  private final ApplyCall apply;
  private boolean closed;

  private TensorFlowReplica(TensorFlowModel model, NativeSession session) {
    this.model = model;
    this.session = session;
    ModelCard card = model.card();
    Signatures signatures = new Signatures(session, model.file().signatures());
    Frame frame = Frame.of(card);
    saved = new SavedVariables(session, model.file(), model.directory());
    variables = new VariableCalls(signatures, model.wholeCard());
    predict = new PredictCall(signatures, card);
    score = new ScoreCall(signatures, card);
    train = new TrainCall(signatures, card, frame);
    apply = new ApplyCall(signatures, card, frame);
  }

  /** Makes a replica with the saved variables, and calls every signature of the data path once. */
  static TensorFlowReplica open(TensorFlowModel model, ReplicaSettings settings) {
    Device device = Device.of(settings.device());
    NativeSession session = new NativeSession(model.graph(device), device.settings());
    TensorFlowReplica replica;
    try {
      device.check(session);
      replica = new TensorFlowReplica(model, session);
    } catch (RuntimeException failure) {
      session.close();
      throw failure;
    }
    try {
      replica.saved.restore();
      replica.saved.initialize();
      replica.warmUp(settings.batchSize());
      replica.saved.restore(); // what the warm-up has trained
      replica.variables.offset(settings.rank());
      return replica;
    } catch (RuntimeException failure) {
      replica.close();
      throw failure;
    }
  }

  /**
   * A signature's first call prepares the operations it needs, which takes hundreds of times as
   * long as the others. Rows of zeros will do: what they change is restored afterwards.
   */
  private void warmUp(int rows) {
    RowBlock features = new RowBlock(card().features(), rows);
    RowBlock outputs = new RowBlock(card().outputs(), rows);
    RowBlock labels = new RowBlock(Contract.labels(card()), rows);
    float[] weights = new float[rows];
    predict(features, rows, outputs);
    score(outputs, labels, weights, rows, new Score(rows, card().metrics().size()));
    ModelUpdate update = train(features, labels, weights, rows, 1, 1);
    try {
      if (update.finite()) {
        apply(update, 1);
      }
    } finally {
      update.release();
    }
  }

  @Override
  public ModelCard card() {
    return model.card();
  }

  @Override
  public void predict(RowBlock features, int rows, RowBlock outputs) {
    checkOpen();
    predict.run(features, rows, outputs);
  }

  @Override
  public void score(RowBlock outputs, RowBlock labels, float[] weights, int rows, Score result) {
    checkOpen();
    score.run(outputs, labels, weights, rows, result);
  }

  @Override
  public ModelUpdate train(
      RowBlock features,
      RowBlock labels,
      float[] weights,
      int rows,
      float factor,
      float meanStateScale) {
    checkOpen();
    return train.run(features, labels, weights, rows, factor, meanStateScale);
  }

  @Override
  public void apply(ModelUpdate update, long miniBatches) {
    checkOpen();
    apply.run(update, miniBatches);
  }

  @Override
  public void setLearningRateScale(float scale) {
    checkOpen();
    variables.setLearningRateScale(scale);
  }

  @Override
  public Variables variables() {
    checkOpen();
    return variables.get();
  }

  @Override
  public void setVariables(Variables values) {
    checkOpen();
    variables.set(values);
  }

  /**
   * @throws ModelException if the directory holds something, or cannot be written
   */
  @Override
  public void save(Path directory) {
    checkOpen();
    saved.save(directory);
  }

  /** TensorFlow would not survive a call on a session that is gone. */
  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException(
          "Replica of model "
              + model.directory()
              + ": found a call after it was closed, required before.");
    }
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    predict.close();
    score.close();
    train.close();
    apply.close();
    session.close();
  }
}
