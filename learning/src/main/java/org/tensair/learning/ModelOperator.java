package org.tensair.learning;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.ToIntFunction;
import org.tensair.api.LearnOptions;
import org.tensair.api.LearningResult;
import org.tensair.api.spi.LoadedModel;
import org.tensair.api.spi.ModelException;
import org.tensair.api.spi.ModelReplica;
import org.tensair.api.spi.ReplicaSettings;
import org.tensair.api.spi.Runtimes;
import org.tensair.exchange.Exchange;
import org.tensair.exchange.ExchangeOptions;
import org.tensair.exchange.InProcessNetwork;
import org.tensair.exchange.ReplicaId;

/**
 * The model operator of a pipeline in one process: the loaded model, its replicas, and the network
 * between them.
 *
 * @param <T> samples
 * @param <L> labels
 */
public final class ModelOperator<T, L> implements AutoCloseable {

  private final LoadedModel model;
  private final Divergence divergence;
  private final List<ModelReplica> models = new ArrayList<>();
  private final List<Replica<T, L>> replicas = new ArrayList<>();

  private ModelOperator(LoadedModel model, LearnOptions<T, L> options) {
    this.model = model;
    divergence = new Divergence(model.card(), options.replicas());
  }

  /**
   * Loads the model with the model runtime on the class path, and makes its replicas.
   *
   * @param stage name of the operator, for messages
   * @param options as the user gave them; the number of replicas is theirs
   * @param bounded whether the input ends: then mini-batches do not depend on the clock, and a run
   *     with one replica can be repeated bit for bit
   * @param inputs one for each replica, by rank
   * @param outputs one for each replica, by rank
   * @throws ModelException if the model cannot be loaded
   */
  public static <T, L> ModelOperator<T, L> open(
      String stage,
      LearnOptions<T, L> options,
      boolean bounded,
      List<? extends ReplicaInput> inputs,
      List<? extends ReplicaOutput<T>> outputs) {
    return open(stage, options, bounded, inputs, outputs, List.of(), key -> 0);
  }

  /**
   * The same, going on from a snapshot. The number of replicas may be another than it was.
   *
   * @param from the states of all replicas of one snapshot, in any order; empty for a fresh start
   * @param replicaOf the rank of the replica to which samples and labels of a key will come; asked
   *     for the keys in the snapshot, by this thread
   * @throws IllegalArgumentException if the states are not those of one snapshot, or of another
   *     model or encoder
   */
  public static <T, L> ModelOperator<T, L> open(
      String stage,
      LearnOptions<T, L> options,
      boolean bounded,
      List<? extends ReplicaInput> inputs,
      List<? extends ReplicaOutput<T>> outputs,
      List<ReplicaState> from,
      ToIntFunction<Object> replicaOf) {
    LoadedModel loaded = Runtimes.modelRuntime().load(options.model());
    return open(stage, options, bounded, inputs, outputs, from, replicaOf, loaded);
  }

  /** The same with a model that is loaded; it is closed with the operator. */
  static <T, L> ModelOperator<T, L> open(
      String stage,
      LearnOptions<T, L> options,
      boolean bounded,
      List<? extends ReplicaInput> inputs,
      List<? extends ReplicaOutput<T>> outputs,
      List<ReplicaState> from,
      ToIntFunction<Object> replicaOf,
      LoadedModel loaded) {
    ModelOperator<T, L> operator = new ModelOperator<>(loaded, options);
    try {
      operator.models.addAll(replicas(loaded, options));
      InProcessNetwork network = new InProcessNetwork(options.replicas());
      for (int rank = 0; rank < options.replicas(); rank++) {
        operator.replicas.add(
            new Replica<>(
                stage,
                rank,
                options,
                bounded,
                operator.models.get(rank),
                exchange(network, rank, options),
                operator.divergence,
                inputs.get(rank),
                outputs.get(rank),
                from.isEmpty()
                    ? null
                    : new StartingPoint(stage, from, rank, options.replicas(), replicaOf)));
      }
      return operator;
    } catch (RuntimeException e) {
      operator.close();
      throw e;
    }
  }

  private static Exchange exchange(InProcessNetwork network, int rank, LearnOptions<?, ?> options) {
    ReplicaId id = new ReplicaId(rank);
    return new Exchange(
        id,
        System.currentTimeMillis(),
        network.transport(id),
        ExchangeOptions.of(options.staleness(), options.peerDeadline()),
        System::nanoTime);
  }

  /** Makes all replicas at the same time: each one warms up its signatures. */
  private static List<ModelReplica> replicas(LoadedModel loaded, LearnOptions<?, ?> options) {
    String[] devices = options.device().split(",", -1);
    List<CompletableFuture<ModelReplica>> makers = new ArrayList<>();
    ExecutorService threads =
        Executors.newFixedThreadPool(
            Math.min(options.replicas(), Runtime.getRuntime().availableProcessors()));
    for (int rank = 0; rank < options.replicas(); rank++) {
      ReplicaSettings settings =
          new ReplicaSettings(rank, options.batchSize(), devices[rank % devices.length].strip());
      makers.add(CompletableFuture.supplyAsync(() -> loaded.replica(settings), threads));
    }
    threads.shutdown();
    List<ModelReplica> made = new ArrayList<>();
    RuntimeException failure = null;
    for (CompletableFuture<ModelReplica> maker : makers) {
      try {
        made.add(maker.join());
      } catch (CompletionException e) {
        RuntimeException cause = e.getCause() instanceof ModelException model ? model : e;
        if (failure == null) {
          failure = cause;
        } else {
          failure.addSuppressed(cause);
        }
      }
    }
    if (failure != null) {
      made.forEach(ModelReplica::close);
      throw failure;
    }
    return made;
  }

  /** The replica of this rank, from 0; the runtime gives it a thread. */
  public Replica<T, L> replica(int rank) {
    return replicas.get(rank);
  }

  /** What was achieved up to a moment ago. Any thread, any time, cheap enough for ten a second. */
  public LearningResult result() {
    return Results.of(replicas.stream().map(Replica::report).toList(), divergence.value());
  }

  /** Frees the replicas and the model. Call it when all replicas have returned. */
  @Override
  public void close() {
    replicas.forEach(Replica::close);
    models.forEach(ModelReplica::close);
    model.close();
  }
}
