package org.tensair.engine;

import org.junit.jupiter.api.Nested;
import org.tensair.api.RunOptions;
import org.tensair.testkit.RuntimeContract;

/** The embedded runtime keeps the contract: on threads, and in orders that seeds decide. */
class RuntimeContractTest {

  private static final long SEED = Long.getLong("seed", 7);

  @Nested
  class OneWorker extends RuntimeContract {
    @Override
    protected RunOptions options() {
      return RunOptions.defaults().workers(1);
    }
  }

  @Nested
  class TwoWorkers extends RuntimeContract {
    @Override
    protected RunOptions options() {
      return RunOptions.defaults().workers(2);
    }
  }

  @Nested
  class ThreeWorkers extends RuntimeContract {
    @Override
    protected RunOptions options() {
      return RunOptions.defaults().workers(3);
    }
  }

  @Nested
  class OneWorkerInTurns extends RuntimeContract {
    @Override
    protected RunOptions options() {
      return RunOptions.defaults().workers(1).scheduling(SEED);
    }
  }

  @Nested
  class TwoWorkersInTurns extends RuntimeContract {
    @Override
    protected RunOptions options() {
      return RunOptions.defaults().workers(2).scheduling(SEED + 1);
    }
  }

  @Nested
  class ThreeWorkersInTurns extends RuntimeContract {
    @Override
    protected RunOptions options() {
      return RunOptions.defaults().workers(3).scheduling(SEED + 2);
    }
  }
}
