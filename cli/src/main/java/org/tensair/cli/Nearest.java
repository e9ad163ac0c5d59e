package org.tensair.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds what someone probably meant. */
final class Nearest {

  private Nearest() {}

  /**
   * The known name that takes the fewest inserted, removed, replaced and swapped characters
   * (Damerau 1964, no part edited twice), if that is at most a third of them.
   */
  static Optional<String> name(String found, Collection<String> known) {
    return known.stream()
        .filter(name -> 3 * distance(found, name) <= Math.max(found.length(), name.length()))
        .min(Comparator.comparingInt(name -> distance(found, name)));
  }

  /** {@code "; did you mean x?"}, or nothing. */
  static String hint(String found, Collection<String> known) {
    return name(found, known).map(name -> "; did you mean " + name + "?").orElse("");
  }

  /**
   * The same for a directory: the first part of its path that does not exist replaced by what lies
   * there, if that leads to a directory. Nothing for a path that exists.
   */
  static String hint(Path missing) {
    if (Files.exists(missing)) {
      return "";
    }
    Path absolute = missing.toAbsolutePath().normalize();
    Path wrong = absolute;
    Path parent = wrong.getParent();
    while (parent != null && !Files.isDirectory(parent)) {
      wrong = parent;
      parent = wrong.getParent();
    }
    if (parent == null) {
      return "";
    }
    Path exists = parent;
    Path rest = wrong.relativize(absolute);
    return name(fileName(wrong), list(parent))
        .map(name -> exists.resolve(name).resolve(rest))
        .filter(Files::isDirectory)
        .map(path -> "; did you mean " + shown(path, missing) + "?")
        .orElse("");
  }

  private static Path shown(Path path, Path asked) {
    return asked.isAbsolute() ? path : Path.of("").toAbsolutePath().relativize(path);
  }

  private static String fileName(Path path) {
    Path name = path.getFileName();
    return name == null ? "" : name.toString();
  }

  private static List<String> list(Path directory) {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.map(Nearest::fileName).sorted().toList();
    } catch (IOException unreadable) {
      return List.of(); // no hint
    }
  }

  static int distance(String from, String to) {
    int[][] edits = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      for (int j = 0; j <= to.length(); j++) {
        if (i == 0 || j == 0) {
          edits[i][j] = i + j;
          continue;
        }
        int other = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
        int inserted = 1 + Math.min(edits[i - 1][j], edits[i][j - 1]);
        edits[i][j] = Math.min(inserted, edits[i - 1][j - 1] + other);
        if (i > 1
            && j > 1
            && from.charAt(i - 1) == to.charAt(j - 2)
            && from.charAt(i - 2) == to.charAt(j - 1)) {
          edits[i][j] = Math.min(edits[i][j], edits[i - 2][j - 2] + 1);
        }
      }
    }
    return edits[from.length()][to.length()];
  }
}
