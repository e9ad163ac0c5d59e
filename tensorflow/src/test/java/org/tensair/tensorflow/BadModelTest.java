package org.tensair.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensair.api.spi.LoadedModel;
import org.tensair.api.spi.ModelException;
import org.tensair.api.spi.ModelReplica;

/** One clear error for each kind of bad model; whatever was loaded before goes on. */
class BadModelTest {

  private final Path folder;
  private LoadedModel good;
  private ModelReplica running;

  BadModelTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeEach
  void start() {
    good = Models.load(Models.WORDS);
    running = Models.replica(good);
  }

  @AfterEach
  void othersGoOn() {
    MiniBatch batch = new MiniBatch(good.card(), 8, 1);
    double before = batch.loss(running);
    batch.train(running).release();
    assertThat(batch.loss(running)).isLessThan(before);
    running.close();
    good.close();
  }

  @Test
  void missingDirectory() {
    assertRefused(folder.resolve("nowhere"))
        .withMessageContainingAll("nowhere: there is no such directory", "tensair.export");
  }

  @Test
  void savedModelOfAnotherProgram() {
    assertRefused(Models.IDENTITY)
        .withMessageContaining("it has no card, assets.extra/tensair.json");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1, 0.5, 0.9, 0.9999})
  void savedModelCutOff(double share) throws IOException {
    Path model = copy();
    truncate(model.resolve("saved_model.pb"), share);
    assertRefused(model).withMessageContaining("saved_model.pb").withMessageContaining("cut off");
  }

  @Test
  void somethingElseInTheSavedModel() throws IOException {
    Path model = copy();
    Files.writeString(model.resolve("saved_model.pb"), "PK\u0003\u0004 this is a zip file, or so");
    assertRefused(model).withMessageContaining("is no SavedModel");
    Files.delete(model.resolve("saved_model.pb"));
    assertRefused(model).withMessageContaining("saved_model.pb cannot be read");
  }

  @Test
  void graphThatTensorFlowRefuses() throws IOException {
    Path model = copy();
    byte[] bytes = Files.readAllBytes(model.resolve("saved_model.pb"));
    String text =
        new String(bytes, StandardCharsets.ISO_8859_1).replace("ReadVariableOp", "ReadVariableOq");
    Files.write(model.resolve("saved_model.pb"), text.getBytes(StandardCharsets.ISO_8859_1));
    assertRefused(model).withMessageContainingAll("refuses the graph", "ReadVariableOq");
  }

  @ParameterizedTest
  @ValueSource(strings = {"variables.data-00000-of-00001", "variables.index"})
  void variablesCutOff(String file) throws IOException {
    Path model = copy();
    truncate(model.resolve("variables").resolve(file), 0.5);
    assertRefused(model).withMessageContaining("its variables cannot be read");
    Files.delete(model.resolve("variables").resolve(file));
    assertRefused(model).withMessageContaining("its variables cannot be read");
  }

  @Test
  void cardCutOff() throws IOException {
    Path model = copy();
    truncate(model.resolve("assets.extra/tensair.json"), 0.5);
    assertRefused(model)
        .withMessageContaining("assets.extra/tensair.json is no whole JSON document");
    Files.writeString(model.resolve("assets.extra/tensair.json"), "");
    assertRefused(model)
        .withMessageContaining("assets.extra/tensair.json is no whole JSON document");
  }

  @Test
  void cardOfAnotherContract() throws IOException {
    assertRefused(edited("\"contract\": 1", "\"contract\": 2"))
        .withMessageContaining("contract: found 2, required version 1");
  }

  @Test
  void cardWithoutAContract() throws IOException {
    assertRefused(edited("\"contract\": 1,", ""))
        .withMessageContaining("assets.extra/tensair.json: found a problem.")
        .withMessageContaining("contract: found nothing, required version 1");
  }

  @Test
  void cardWithMoreAfterItsEnd() throws IOException {
    Path model = copy();
    Path card = model.resolve("assets.extra/tensair.json");
    String json = Files.readString(card);
    Files.writeString(card, json + "\n \n");
    Models.load(model).close();
    for (String more : List.of("{}", "]", "x")) {
      Files.writeString(card, json + more);
      assertRefused(model).withMessageContaining("tensair.json is no whole JSON document");
    }
  }

  @Test
  void everythingWrongInACardIsToldTogether() throws IOException {
    Path model =
        edited(
            "\"commutes\": true", "\"commutes\": \"yes\"",
            "\"coalesce\": \"sum\"", "\"coalesce\": \"summ\"",
            "\"role\": \"counter\"", "\"role\": \"clock\"",
            "\"dtype\": \"int64\"", "\"dtype\": \"int63\"",
            "\"sample_weight\": \"sample_weight\"", "\"weight\": \"sample_weight\"");
    assertRefused(model)
        .withMessageContainingAll(
            "exchange.commutes: found \"yes\", required true or false",
            "exchange.coalesce: found \"summ\", required one of [sum, none]",
            "variables[3].role: found \"clock\", required one of [trainable, slot, counter,",
            "variables[3].dtype: found \"int63\", required one of float32, int32, int64, bool.",
            "labels[0].sample_weight: found nothing, required a string");
  }

  @Test
  void cardThatDisagreesWithTheSavedModel() throws IOException {
    Path model = edited("\"name\": \"word\"", "\"name\": \"term\"", "50,", "60,");
    assertRefused(model)
        .withMessageContainingAll(
            "the card and the SavedModel: found ",
            "SavedModel, signature predict, input term: found nothing, required int32[?, 2]",
            "SavedModel, signature predict, input word: found int32[?, 2], required no such tensor",
            "SavedModel, signature get_variables, output variable_0: found float32[50, 3], required"
                + " float32[60, 3]");
  }

  @Test
  void cardThatDisagreesWithItself() throws IOException {
    assertRefused(edited("\"rank_offset\": null", "\"rank_offset\": [1]"))
        .withMessageContaining(
            "variable table/embeddings float32[50, 3]: rank_offset: found 1 numbers, required 150");
  }

  private Path copy() throws IOException {
    return Models.copy(Models.WORDS, folder.resolve("copy"));
  }

  /** A copy in whose card each odd text, wherever it is, stands in the place of the even before. */
  private Path edited(String... texts) throws IOException {
    Path model = copy();
    Path card = model.resolve("assets.extra/tensair.json");
    String json = Files.readString(card);
    for (int i = 0; i < texts.length; i += 2) {
      assertThat(json).contains(texts[i]);
      json = json.replace(texts[i], texts[i + 1]);
    }
    Files.writeString(card, json);
    return model;
  }

  private static void truncate(Path file, double share) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, (int) (bytes.length * share)));
  }

  private static ThrowableAssertAlternative<ModelException> assertRefused(Path directory) {
    return assertThatExceptionOfType(ModelException.class)
        .isThrownBy(
            () -> {
              try (LoadedModel model = Models.load(directory)) {
                Models.replica(model).close();
              }
            });
  }
}
