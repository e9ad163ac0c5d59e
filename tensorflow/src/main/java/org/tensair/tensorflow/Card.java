package org.tensair.tensorflow;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.tensair.api.spi.ModelCard;
import org.tensair.api.spi.ModelException;

/**
 * A model card as its file has it.
 *
 * @param model what every runtime needs of it
 * @param rankOffsets for each variable what the replica of rank r adds r times to it, one number
 *     for each element, row-major; empty for most
 */
record Card(ModelCard model, List<Optional<long[]>> rankOffsets) {

  /** Version of the contract that this module understands. */
  static final int CONTRACT = 1;

  private static final String FILE = "assets.extra/tensair.json";

  /**
   * Reads the card of the model in {@code directory}.
   *
   * @throws ModelException with everything in it that is missing or has the wrong form
   */
  static Card read(Path directory) {
    Path file = directory.resolve(FILE);
    if (!Files.isDirectory(directory)) {
      throw new ModelException(
          "Model "
              + directory
              + ": there is no such directory. Required: the directory of a model exported with"
              + " tensair.export.");
    }
    if (!Files.exists(file)) {
      throw new ModelException(
          "Model "
              + directory
              + ": it has no card, "
              + FILE
              + ". Required: a model exported with tensair.export; a SavedModel that another program"
              + " wrote has no signatures to learn with.");
    }
    JsonNode json = parse(directory, file);
    CardReader reader = new CardReader(json);
    Optional<Card> card = reader.card();
    if (card.isEmpty()) {
      throw new ModelException(
          Problems.message("Model " + directory + ": " + FILE, reader.problems()));
    }
    return card.get();
  }

  private static JsonNode parse(Path directory, Path file) {
    try {
      return JsonTree.read(Files.readAllBytes(file));
    } catch (JacksonException cause) {
      throw new ModelException(
          "Model "
              + directory
              + ": "
              + FILE
              + " is no whole JSON document ("
              + cause.getOriginalMessage()
              + (cause.getLocation() == null ? "" : ", line " + cause.getLocation().getLineNr())
              + "). Export the model again.",
          cause);
    } catch (IOException cause) {
      throw new ModelException(
          "Model " + directory + ": " + FILE + " cannot be read (" + cause + ").", cause);
    }
  }
}
