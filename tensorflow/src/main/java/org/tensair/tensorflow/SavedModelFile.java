package org.tensair.tensorflow;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tensair.api.spi.ModelException;

/**
 * What the runtime needs of {@code saved_model.pb}: the graph, unparsed, and what its signatures,
 * saver and initialisation are called in it. TensorFlow Java has classes for all of this, but
 * loading them takes longer than loading a model.
 *
 * @param graph a serialised {@code GraphDef}
 * @param signatures by name
 * @param saver names of the saver's tensors, or null
 * @param initializer operation to run after restoring, or null
 * @param assets file of each asset, by the name of the tensor that takes its path
 */
record SavedModelFile(
    ByteString graph,
    Map<String, Signature> signatures,
    @Nullable Saver saver,
    @Nullable String initializer,
    Map<String, String> assets) {

  private static final String INITIALIZER = "__saved_model_init_op";

  /** Tensors of a signature, by key. */
  record Signature(Map<String, Tensor> inputs, Map<String, Tensor> outputs) {}

  /**
   * A tensor of the graph.
   *
   * @param name operation and index, such as {@code train_factor:0}
   * @param type TensorFlow's number
   * @param shape dimensions, −1 where any size goes; null if not even their number is known
   */
  record Tensor(String name, int type, @Nullable List<Long> shape) {}

  /**
   * How variables are written and read.
   *
   * @param path tensor that takes the path's prefix
   * @param save tensor whose value is ready when all are written
   * @param restore operation that reads all
   */
  record Saver(String path, String save, String restore) {}

  static SavedModelFile read(Path directory) {
    Path file = directory.resolve("saved_model.pb");
    try {
      Parser parser = new Parser();
      parser.savedModel(CodedInputStream.newInstance(Files.readAllBytes(file)));
      return parser.result(directory);
    } catch (InvalidProtocolBufferException cause) {
      throw new ModelException(
          "Model "
              + directory
              + ": saved_model.pb is cut off or is no SavedModel ("
              + cause.getMessage()
              + "). Export the model again, or copy its whole directory again.",
          cause);
    } catch (IOException cause) {
      throw new ModelException(
          "Model "
              + directory
              + ": saved_model.pb cannot be read ("
              + cause
              + "). Required: the directory of a model exported with tensair.export.",
          cause);
    }
  }

  /** Numbers are those of the fields in TensorFlow's {@code meta_graph.proto} and neighbours. */
  private static final class Parser {
    private ByteString graph = ByteString.EMPTY;
    private final Map<String, Signature> signatures = new TreeMap<>();
    private final Map<String, String> assets = new TreeMap<>();
    private @Nullable Saver saver;

    SavedModelFile result(Path directory) {
      if (graph.isEmpty() || signatures.isEmpty()) {
        throw new ModelException(
            "Model "
                + directory
                + ": saved_model.pb holds "
                + (graph.isEmpty() ? "no graph" : "no signatures")
                + ", so it is cut off or is no SavedModel. Export the model again.");
      }
      Signature initial = signatures.remove(INITIALIZER);
      Tensor initializer = initial == null ? null : initial.outputs().get(INITIALIZER);
      return new SavedModelFile(
          graph, signatures, saver, initializer == null ? null : initializer.name(), assets);
    }

    void savedModel(CodedInputStream in) throws IOException {
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        if (tag >>> 3 == 2 && graph.isEmpty()) {
          message(in, this::metaGraph);
        } else {
          in.skipField(tag);
        }
      }
    }

    private void metaGraph(int field, CodedInputStream in, int tag) throws IOException {
      switch (field) {
        case 2 -> graph = in.readBytes();
        case 3 -> saver(in);
        case 5 -> signature(in);
        case 6 -> asset(in);
        default -> in.skipField(tag);
      }
    }

    private void saver(CodedInputStream in) throws IOException {
      String[] names = {"", "", ""};
      message(
          in,
          (field, from, tag) -> {
            if (field <= 3) {
              names[field - 1] = from.readString();
            } else {
              from.skipField(tag);
            }
          });
      saver = new Saver(names[0], names[1], names[2]);
    }

    private void signature(CodedInputStream in) throws IOException {
      String[] name = {""};
      Signature signature = new Signature(new TreeMap<>(), new TreeMap<>());
      message(
          in,
          (field, from, tag) -> {
            if (field == 1) {
              name[0] = from.readString();
            } else {
              message(from, (side, entry, sideTag) -> tensors(signature, side, entry, sideTag));
            }
          });
      signatures.put(name[0], signature);
    }

    private static void tensors(Signature signature, int side, CodedInputStream in, int tag)
        throws IOException {
      if (side != 1 && side != 2) {
        in.skipField(tag);
        return;
      }
      String[] key = {""};
      Tensor[] tensor = {new Tensor("", 0, null)};
      message(
          in,
          (field, from, fieldTag) -> {
            if (field == 1) {
              key[0] = from.readString();
            } else {
              tensor[0] = tensor(from);
            }
          });
      (side == 1 ? signature.inputs() : signature.outputs()).put(key[0], tensor[0]);
    }

    private void asset(CodedInputStream in) throws IOException {
      String[] names = {"", ""};
      message(
          in,
          (field, from, tag) -> {
            if (field == 1) {
              names[0] = tensor(from).name();
            } else {
              names[1] = from.readString();
            }
          });
      assets.put(names[0], names[1]);
    }

    private static Tensor tensor(CodedInputStream in) throws IOException {
      String[] name = {""};
      int[] type = {0};
      List<Long> shape = new ArrayList<>();
      boolean[] unknown = {false};
      message(
          in,
          (field, from, tag) -> {
            switch (field) {
              case 1 -> name[0] = from.readString();
              case 2 -> type[0] = from.readEnum();
              case 3 ->
                  message(from, (part, dims, t) -> unknown[0] |= dimension(part, dims, t, shape));
              default -> from.skipField(tag);
            }
          });
      return new Tensor(name[0], type[0], unknown[0] ? null : List.copyOf(shape));
    }

    /** Adds a dimension, or returns true if the field says that their number is unknown. */
    private static boolean dimension(int part, CodedInputStream in, int tag, List<Long> shape)
        throws IOException {
      if (part == 3) {
        return in.readBool();
      }
      if (part != 2) {
        in.skipField(tag);
        return false;
      }
      long[] size = {0};
      message(
          in,
          (field, from, fieldTag) -> {
            if (field == 1) {
              size[0] = from.readInt64();
            } else {
              from.skipField(fieldTag);
            }
          });
      shape.add(size[0]);
      return false;
    }

    private static void message(CodedInputStream in, Fields fields) throws IOException {
      int limit = in.pushLimit(in.readRawVarint32());
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        fields.field(tag >>> 3, in, tag);
      }
      if (in.getBytesUntilLimit() != 0) { // the reader takes the end of the file for its end
        throw new InvalidProtocolBufferException("it ends in the middle of a message");
      }
      in.popLimit(limit);
    }

    private interface Fields {
      void field(int number, CodedInputStream in, int tag) throws IOException;
    }
  }
}
