package org.tensair.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensair.api.spi.LoadedModel;
import org.tensair.api.spi.ModelException;
import org.tensair.api.spi.ModelReplica;

class SaveTest {

  private final Path folder;

  SaveTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @ParameterizedTest
  @MethodSource("org.tensair.tensorflow.ReplicaTest#models")
  void aSavedModelIsEqualAndLearnsOnEqually(Path directory) throws IOException {
    Path target = folder.resolve("new").resolve("model");
    try (LoadedModel model = Models.load(directory);
        ModelReplica replica = Models.replica(model)) {
      MiniBatch batch = trainAndSave(model, replica, target);
      try (LoadedModel loaded = Models.load(target);
          ModelReplica saved = Models.replica(loaded)) {
        assertThat(loaded.card()).isEqualTo(model.card());
        assertThat(saved.variables().values()).isEqualTo(replica.variables().values());
        batch.train(replica).release();
        batch.train(saved).release();
        assertThat(saved.variables().values()).isEqualTo(replica.variables().values());
      }
    }
    assertThat(target.resolve("saved_model.pb"))
        .hasSameBinaryContentAs(directory.resolve("saved_model.pb"));
  }

  /** Five steps on one mini-batch, which is returned. */
  private static MiniBatch trainAndSave(LoadedModel model, ModelReplica replica, Path target) {
    MiniBatch batch = new MiniBatch(model.card(), 8, 1);
    for (int i = 0; i < 5; i++) {
      batch.train(replica).release();
    }
    replica.save(target);
    return batch;
  }

  /** What it leaves is read by Python's test of the same name. */
  @ParameterizedTest
  @MethodSource("org.tensair.tensorflow.ReplicaTest#models")
  void pythonGoesOnWhereJavaStopped(Path directory) throws IOException {
    Path target = Path.of("target", "saved", directory.getFileName().toString());
    Models.delete(target);
    try (LoadedModel model = Models.load(directory);
        ModelReplica replica = Models.replica(model)) {
      trainAndSave(model, replica, target);
      try (FileChannel values =
          FileChannel.open(
              target.resolve("assets.extra").resolve("variables.bin"),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE)) {
        for (ByteBuffer value : replica.variables().values()) {
          values.write(value.duplicate());
        }
      }
    }
    assertThat(target.resolve("saved_model.pb")).exists();
  }

  @Test
  void doesNotWriteOverAnything() throws IOException {
    Files.writeString(folder.resolve("notes"), "keep");
    try (LoadedModel model = Models.load(Models.WORDS);
        ModelReplica replica = Models.replica(model)) {
      assertThatExceptionOfType(ModelException.class)
          .isThrownBy(() -> replica.save(folder))
          .withMessageContaining("required a directory that is empty or does not exist");
      assertThatExceptionOfType(ModelException.class)
          .isThrownBy(() -> replica.save(folder.resolve("notes").resolve("below")))
          .withMessageContaining("failed");
    }
    assertThat(folder.resolve("notes")).hasContent("keep");
  }
}
