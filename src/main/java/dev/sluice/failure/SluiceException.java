package dev.sluice.failure;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A failure that a user can fix. Its message is printable: no text of an item starts a line of its own or controls a
 * terminal.
 */
public abstract class SluiceException extends RuntimeException {
  private final ExitCode exitCode;
  private final String remedy;

  protected SluiceException(
      ExitCode exitCode, String message, String remedy, @Nullable Throwable cause) {
    this(exitCode, List.of(message), List.of(remedy), cause);
  }

  /** Creates an exception with several problems, one per line. */
  protected SluiceException(
      ExitCode exitCode, List<String> problems, List<String> remedies, @Nullable Throwable cause) {
    super(printable(problems, "\n"), cause);
    this.exitCode = exitCode;
    this.remedy = printable(remedies, " ");
  }

  private static String printable(List<String> texts, String between) {
    return texts.stream().map(Printable::message).collect(Collectors.joining(between));
  }

  public final ExitCode exitCode() {
    return exitCode;
  }

  /** Returns the remedy, in one sentence. */
  public final String remedy() {
    return remedy;
  }

  /** Returns {@link #problem()} as one sentence, for use within another text or in a document. */
  public final String inOneLine() {
    return problem().replace(":\n", ": ").replace("\n", "; ");
  }

  /** Returns the message, with line breaks between several problems; exceptions made by Sluice always have one. */
  public final String problem() {
    String message = getMessage();
    return message == null ? getClass().getSimpleName() : message;
  }
}
