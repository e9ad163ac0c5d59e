package org.tensair.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.tensair.api.spi.LoadedModel;
import org.tensair.api.spi.ModelReplica;
import org.tensair.api.spi.ModelUpdate;

/** Memory does not grow with steps. A leak of one update a step, 56 kB, would be seen at once. */
@EnabledOnOs(OS.LINUX)
class MemoryTest {

  /** 8 MiB are 420 bytes a step: a tensor of any size that is not freed shows. */
  @Test
  void staysFlatOverTwentyThousandSteps() throws IOException {
    try (LoadedModel model = Models.load(Models.FLIGHTS);
        ModelReplica first = Models.replica(model);
        ModelReplica second = Models.replica(model)) {
      MiniBatch[] batches = new MiniBatch[8];
      for (int i = 0; i < batches.length; i++) {
        batches[i] = new MiniBatch(model.card(), 25 + i, i); // the number of rows changes too
      }
      int updates = TensorFlowRuntime.updatesInUse();
      run(first, second, batches, 3_000); // the compiler and the allocators settle
      long native0 = residentMebibytes();
      long heap0 = heapMebibytes();
      run(first, second, batches, 20_000);
      assertThat(TensorFlowRuntime.updatesInUse()).isEqualTo(updates);
      assertThat(residentMebibytes() - native0).as("resident, MiB").isLessThan(8);
      assertThat(heapMebibytes() - heap0).as("heap after collection, MiB").isLessThan(2);
    }
  }

  private static void run(ModelReplica first, ModelReplica second, MiniBatch[] batches, int steps) {
    for (int i = 0; i < steps; i++) {
      MiniBatch batch = batches[i % batches.length];
      batch.loss(first);
      ModelUpdate update = batch.train(first);
      second.apply(update, 1);
      update.release();
    }
  }

  private static long residentMebibytes() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
      }
    }
    throw new IOException("/proc/self/status has no VmRSS");
  }

  private static long heapMebibytes() {
    ManagementFactory.getMemoryMXBean().gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20;
  }
}
