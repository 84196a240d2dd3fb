package dev.sluice.export;

import dev.sluice.failure.Printable;
import dev.sluice.failure.ResourceUnavailableException;
import org.jspecify.annotations.Nullable;

/** The errors of exports that cannot be read. Each names the file and what to do. */
final class ExportFailures {
  private static final String COPY =
      "Copy the export again from where DynamoDB wrote it, or make a new one.";

  private ExportFailures() {}

  /** Returns the error for a file that is not as DynamoDB wrote it. */
  static ResourceUnavailableException damaged(String file, String problem) {
    return damaged(file, problem, null);
  }

  static ResourceUnavailableException damaged(
      String file, String problem, @Nullable Throwable cause) {
    return new ResourceUnavailableException(
        "export file " + Printable.line(file) + " " + Printable.message(problem), COPY, cause);
  }

  static ResourceUnavailableException unreadable(String file, Exception cause) {
    return new ResourceUnavailableException(
        "export file " + Printable.line(file) + " cannot be read: "
            + Printable.message(String.valueOf(cause.getMessage())),
        "Check that it exists and may be read on every machine of the cluster.",
        cause);
  }

  /** Returns the error for an export that Sluice does not read. */
  static ResourceUnavailableException refused(
      ExportLocation export, String problem, String remedy) {
    return new ResourceUnavailableException(
        "export " + Printable.line(export.text()) + " " + Printable.message(problem), remedy);
  }
}
