package dev.sluice.source;

import dev.sluice.failure.ExitCode;
import dev.sluice.failure.Printable;
import dev.sluice.failure.SluiceException;
import dev.sluice.schema.ParseOptions;
import dev.sluice.wire.UnreadableItemException;
import java.util.Objects;
import java.util.stream.Stream;

/** A change with a value that is none of DynamoDB's. Without it, changes no longer lead from one state of a table to the next. */
public final class UndecodableChangeException extends SluiceException {
  /** The limit of a change in a message, in code points. */
  private static final int BRIEF = 400;

  UndecodableChangeException(String change, UnreadableItemException cause) {
    super(
        ExitCode.UNUSABLE,
        "a change has a value that is none of DynamoDB's: " + cause.getMessage() + ": "
            + Printable.brief(change, BRIEF),
        "Read the changes with a schema of your own and " + ParseOptions.MODE
            + " = PERMISSIVE, which keeps such a change as text, or DROPMALFORMED.",
        cause);
  }

  /** Returns whether a failure of a query is one of these: Spark wraps those of its tasks. */
  public static boolean isCauseOf(Throwable thrown) {
    return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
        .anyMatch(UndecodableChangeException.class::isInstance);
  }

  /** Returns the message with its remedy: Spark shows its users nothing else. */
  @Override
  @SuppressWarnings("OverrideThrowableToString") // the job has the message and the remedy apart
  public String toString() {
    return super.toString() + ". " + remedy();
  }
}
