package org.tensair.tensorflow;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.tensair.api.spi.LoadedModel;
import org.tensair.api.spi.ModelCard;
import org.tensair.api.spi.ModelReplica;
import org.tensair.api.spi.ReplicaSettings;

/** A checked model. Its graph is imported once for each device that has replicas. */
final class TensorFlowModel implements LoadedModel {

  private final Path directory;
  private final Card card;
  private final SavedModelFile file;
  private final Map<Device, NativeGraph> graphs = new HashMap<>();
  private boolean closed;

  TensorFlowModel(Path directory, Card card, SavedModelFile file) {
    this.directory = directory;
    this.card = card;
    this.file = file;
  }

  @Override
  public ModelCard card() {
    return card.model();
  }

  Card wholeCard() {
    return card;
  }

  SavedModelFile file() {
    return file;
  }

  Path directory() {
    return directory;
  }

  @Override
  public ModelReplica replica(ReplicaSettings settings) {
    return TensorFlowReplica.open(this, settings);
  }

  synchronized NativeGraph graph(Device device) {
    if (closed) {
      throw new IllegalStateException(
          "Model " + directory + ": found it closed, required open to make a replica.");
    }
    return graphs.computeIfAbsent(
        device, missing -> NativeGraph.load(directory, file.graph(), missing.placement()));
  }

  /** TensorFlow keeps a graph until its last session is closed. */
  @Override
  public synchronized void close() {
    closed = true;
    graphs.values().forEach(NativeGraph::close);
    graphs.clear();
  }
}
