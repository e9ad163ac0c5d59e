package org.tensair.engine;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.tensair.api.Model;
import org.tensair.api.spi.LoadedModel;
import org.tensair.api.spi.ModelCard;
import org.tensair.api.spi.ModelException;
import org.tensair.api.spi.ModelReplica;
import org.tensair.api.spi.ModelRuntime;
import org.tensair.api.spi.ReplicaSettings;
import org.tensair.testkit.Ledger;
import org.tensair.testkit.LedgerReplica;

/** Loads ledger models: the directory's name, such as {@code test-5000}, ends in the rows. */
public final class LedgerRuntime implements ModelRuntime {

  private static final Map<String, Loaded> LOADED = new ConcurrentHashMap<>();

  /** Called by {@link java.util.ServiceLoader}. */
  public LedgerRuntime() {}

  /** The model that was loaded last from {@code directory}. */
  static Loaded loaded(String directory) {
    Loaded loaded = LOADED.get(directory);
    if (loaded == null) {
      throw new IllegalStateException("Not loaded: " + directory);
    }
    return loaded;
  }

  @Override
  public LoadedModel load(Model model) {
    String name = model.directory();
    if (name.startsWith("broken")) {
      throw new ModelException(name + ": found no model.");
    }
    Loaded loaded = new Loaded(new Ledger(Integer.parseInt(name.substring(name.indexOf('-') + 1))));
    LOADED.put(name, loaded);
    return loaded;
  }

  /** A ledger that remembers its replicas. */
  record Loaded(Ledger ledger, List<LedgerReplica> replicas, AtomicBoolean closed)
      implements LoadedModel {

    Loaded(Ledger ledger) {
      this(ledger, new CopyOnWriteArrayList<>(), new AtomicBoolean());
    }

    @Override
    public ModelCard card() {
      return ledger.card();
    }

    @Override
    public ModelReplica replica(ReplicaSettings settings) {
      LedgerReplica replica = ledger.replica(settings);
      replicas.add(replica);
      return replica;
    }

    @Override
    public void close() {
      closed.set(true);
      ledger.close();
    }
  }
}
