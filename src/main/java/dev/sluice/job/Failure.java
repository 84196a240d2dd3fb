package dev.sluice.job;

import dev.sluice.failure.ExitCode;
import dev.sluice.failure.Printable;
import dev.sluice.failure.SluiceException;
import dev.sluice.job.settings.Secrets;
import dev.sluice.table.AwsFailures;
import dev.sluice.table.AwsService;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The message, remedy and exit code of an exception. Spark and thread pools wrap exceptions, so all causes are
 * searched.
 */
record Failure(ExitCode exitCode, String message, String remedy) {
  private static final String UNEXPECTED =
      "This is an error of Sluice or its environment. SLUICE_DEBUG=1 prints the stack trace.";
  private static final String FILE_SYSTEM =
      "Check sluice.dataset.root, sluice.aws and the permission to write there.";

  private static final Set<String> S3A_LOAD =
      Set.of("AWSServiceThrottledException", "AWSStatus500Exception", "AWSNoResponseException");
  private static final String S3_LOAD =
      "See the health of S3 in this region; once it serves, start again with the same --run-id.";

  static Failure of(Throwable thrown) {
    return causes(thrown)
        .flatMap(cause -> known(cause).stream())
        .findFirst()
        .orElseGet(() -> new Failure(ExitCode.UNEXPECTED, description(thrown), UNEXPECTED));
  }

  private static Optional<Failure> known(Throwable cause) {
    if (cause instanceof SluiceException ours) {
      return Optional.of(
          new Failure(ours.exitCode(), Secrets.masked(ours.problem()), ours.remedy()));
    }
    if (cause instanceof SdkException sdk
        && AwsFailures.translate(AwsService.of(sdk), "AWS", sdk)
            instanceof SluiceException translated) {
      return known(translated);
    }
    return unusableFileSystem(cause)
        ? Optional.of(new Failure(
            ExitCode.UNUSABLE, description(cause), isLoad(cause) ? S3_LOAD : FILE_SYSTEM))
        : Optional.empty();
  }

  /**
   * Returns whether the file system is unusable. S3A has exceptions of its own, some of them not public, and names the
   * file in those of the platform that it passes on; all are IOExceptions.
   */
  private static boolean unusableFileSystem(Throwable cause) {
    return cause instanceof AccessDeniedException
        || (cause instanceof IOException
            && (cause.getClass().getName().startsWith("org.apache.hadoop.fs.s3a.")
                || String.valueOf(cause.getMessage()).contains("s3a://")));
  }

  /** Returns whether S3A gave up after minutes of retries. */
  private static boolean isLoad(Throwable cause) {
    return S3A_LOAD.contains(cause.getClass().getSimpleName());
  }

  private static Stream<Throwable> causes(Throwable thrown) {
    return Stream.iterate(thrown, cause -> cause != null, Failure::cause).limit(32);
  }

  @SuppressWarnings("NullAway") // ends the iteration
  private static Throwable cause(Throwable thrown) {
    @Nullable Throwable cause = thrown.getCause();
    return cause;
  }

  /** Returns one line, with the exception's name if its message alone is unclear. */
  private static String description(Throwable thrown) {
    String message = String.valueOf(thrown.getMessage()).lines().findFirst().orElse("");
    return Secrets.masked(Printable.message(thrown.getClass().getSimpleName() + ": " + message));
  }
}
