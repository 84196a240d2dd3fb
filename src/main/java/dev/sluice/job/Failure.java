package dev.sluice.job;

import dev.sluice.failure.ExitCode;
import dev.sluice.failure.SluiceException;
import dev.sluice.job.settings.Secrets;
import dev.sluice.table.AwsFailures;
import dev.sluice.table.AwsService;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What to tell of an exception. Spark and thread pools wrap what a stage threw, so that all causes are looked through.
 */
record Failure(ExitCode exitCode, String message, String remedy) {
  private static final String UNEXPECTED =
      "This is a fault of Sluice or of what it runs on. SLUICE_DEBUG=1 shows where.";
  private static final String FILE_SYSTEM =
      "Check sluice.dataset.root, sluice.aws and the permission to write there.";

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
        ? Optional.of(new Failure(ExitCode.UNUSABLE, description(cause), FILE_SYSTEM))
        : Optional.empty();
  }

  /** S3A has exceptions of its own, some of them not public; all are IOExceptions. */
  private static boolean unusableFileSystem(Throwable cause) {
    return cause instanceof AccessDeniedException
        || (cause instanceof IOException
            && cause.getClass().getName().startsWith("org.apache.hadoop.fs.s3a."));
  }

  private static Stream<Throwable> causes(Throwable thrown) {
    return Stream.iterate(thrown, cause -> cause != null, Failure::cause).limit(32);
  }

  @SuppressWarnings("NullAway") // ends the iteration
  private static Throwable cause(Throwable thrown) {
    @Nullable Throwable cause = thrown.getCause();
    return cause;
  }

  /** One line, with the exception's name where its message alone says little. */
  private static String description(Throwable thrown) {
    String message = String.valueOf(thrown.getMessage()).lines().findFirst().orElse("");
    return Secrets.masked(thrown.getClass().getSimpleName() + ": " + message);
  }
}
