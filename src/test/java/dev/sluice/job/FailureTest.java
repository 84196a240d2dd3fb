package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.failure.ExitCode;
import dev.sluice.failure.GateFailed;
import dev.sluice.failure.Unusable;
import java.nio.file.AccessDeniedException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class FailureTest {
  @Test
  void whatAStageThrewIsFoundHoweverItIsWrapped() {
    Throwable wrapped = new CompletionException(new IllegalStateException(
        "job aborted", new GateFailed("too many rejects", "Look at them.")));

    assertThat(Failure.of(wrapped))
        .isEqualTo(new Failure(ExitCode.GATE, "too many rejects", "Look at them."));
  }

  @Test
  void secretsAreNotRepeated() {
    Failure failure =
        Failure.of(new Unusable("cannot open s3a://id:hunter2@bucket/x", "Check it."));

    assertThat(failure.message()).isEqualTo("cannot open s3a://***@bucket/x");
  }

  @Test
  void aDeniedFileSystemIsUnusable() {
    Failure failure = Failure.of(new RuntimeException(new AccessDeniedException("s3a://bucket/x")));

    assertThat(failure.exitCode()).isEqualTo(ExitCode.UNUSABLE);
    assertThat(failure.message()).contains("s3a://bucket/x");
  }

  @Test
  void whatIsNotKnownIsUnexpectedAndOneLine() {
    Failure failure = Failure.of(new IllegalStateException("first\nsecond"));

    assertThat(failure.exitCode()).isEqualTo(ExitCode.UNEXPECTED);
    assertThat(failure.message()).isEqualTo("IllegalStateException: first");
    assertThat(failure.remedy()).contains("SLUICE_DEBUG");
  }
}
