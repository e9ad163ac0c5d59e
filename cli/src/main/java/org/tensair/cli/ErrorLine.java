package org.tensair.cli;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.tensair.api.ExecutionFailedException;
import org.tensair.api.PlanException;
import org.tensair.api.spi.ModelException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what went wrong in one line on standard error, with the nearest right name. */
final class ErrorLine implements IParameterExceptionHandler, IExecutionExceptionHandler {

  /** A run that failed. */
  private static final int FAILED = 1;

  /** Something that is not as it has to be: an argument, a file, a model. */
  private static final int NOT_AS_REQUIRED = 2;

  @Override
  public int handleParseException(ParameterException exception, String[] args) {
    CommandLine command = exception.getCommandLine();
    String message =
        exception instanceof UnmatchedArgumentException unmatched
            ? unmatched(command, unmatched.getUnmatched().get(0))
            : String.valueOf(exception.getMessage());
    print(command, message);
    return NOT_AS_REQUIRED;
  }

  @Override
  public int handleExecutionException(Exception exception, CommandLine command, ParseResult parsed)
      throws Exception {
    boolean ofInput = ofInput(exception);
    if (exception instanceof ExecutionFailedException && exception.getCause() != null) {
      print(command, withCause(message(exception), message(exception.getCause())));
    } else if (ofInput) {
      print(command, message(exception));
    } else {
      // A failure of the program, not of its input: whoever repairs it needs to know where.
      exception.printStackTrace(command.getErr());
      print(command, message(exception));
    }
    return ofInput ? NOT_AS_REQUIRED : FAILED;
  }

  /** Whether a pipeline, a model or a file was refused, rather than something gone wrong. */
  private static boolean ofInput(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof PlanException
          || cause instanceof ModelException
          || cause instanceof IOException) {
        return true;
      }
    }
    return false;
  }

  private static String withCause(String message, String cause) {
    return message.contains(cause) ? message : message + " Cause: " + cause;
  }

  private static String message(Throwable exception) {
    if (exception instanceof FileSystemException file
        && file.getReason() == null
        && file.getFile() != null) {
      return file.getMessage() + ": " + reason(file);
    }
    return exception.getMessage() == null ? exception.toString() : exception.getMessage();
  }

  /**
   * Why a file could not be used, without its name: Java's exceptions say it by their class, as in
   * {@code AccessDeniedException}, or by a reason of the operating system.
   */
  static String reason(IOException exception) {
    if (!(exception instanceof FileSystemException file)) {
      return message(exception);
    }
    if (file.getReason() != null) {
      return file.getReason();
    }
    String kind = file.getClass().getSimpleName().replace("Exception", "");
    return kind.replaceAll("(?<=.)([A-Z])", " $1").toLowerCase(Locale.ROOT);
  }

  private static String unmatched(CommandLine command, String found) {
    if (found.startsWith("-")) {
      String name = found.replaceFirst("=.*", "");
      List<String> options = new ArrayList<>(command.getCommandSpec().optionsMap().keySet());
      return "found the unknown option " + name + Nearest.hint(name, options);
    }
    List<String> commands = new ArrayList<>(command.getSubcommands().keySet());
    return commands.isEmpty()
        ? "found the argument " + found + " too many"
        : "found the unknown command "
            + found
            + ", required "
            + String.join(" or ", commands)
            + Nearest.hint(found, commands);
  }

  private static void print(CommandLine command, String message) {
    String line = message.lines().map(String::strip).collect(Collectors.joining(" "));
    command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + line);
    command.getErr().flush();
  }
}
