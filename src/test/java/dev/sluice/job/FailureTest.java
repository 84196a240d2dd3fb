package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.failure.DataGateException;
import dev.sluice.failure.ExitCode;
import dev.sluice.failure.ResourceUnavailableException;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.util.concurrent.CompletionException;
import org.apache.hadoop.fs.s3a.AWSServiceThrottledException;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.s3.model.S3Exception;

class FailureTest {
  @Test
  void whatAStageThrewIsFoundHoweverItIsWrapped() {
    Throwable wrapped = new CompletionException(new IllegalStateException(
        "job aborted", new DataGateException("too many rejects", "Look at them.")));

    assertThat(Failure.of(wrapped))
        .isEqualTo(new Failure(ExitCode.GATE, "too many rejects", "Look at them."));
  }

  @Test
  void secretsAreNotRepeated() {
    Failure failure = Failure.of(
        new ResourceUnavailableException("cannot open s3a://id:hunter2@bucket/x", "Check it."));

    assertThat(failure.message()).isEqualTo("cannot open s3a://***@bucket/x");
  }

  @Test
  void aDeniedFileSystemIsUnusable() {
    Failure failure = Failure.of(new RuntimeException(new AccessDeniedException("s3a://bucket/x")));

    assertThat(failure.exitCode()).isEqualTo(ExitCode.UNUSABLE);
    assertThat(failure.message()).contains("s3a://bucket/x");
  }

  @Test
  void whatS3aCannotReachIsUnusable() {
    IOException unknown = new UnknownHostException("getFileStatus on s3a://bucket/x: no such host");
    IOException throttled = new AWSServiceThrottledException(
        "PUT",
        AwsServiceException.builder()
            .statusCode(503)
            .message("Please reduce your request rate.")
            .build());

    assertThat(Failure.of(new RuntimeException(unknown)).exitCode()).isEqualTo(ExitCode.UNUSABLE);
    Failure load = Failure.of(new RuntimeException(throttled));
    assertThat(load.exitCode()).isEqualTo(ExitCode.UNUSABLE);
    assertThat(load.remedy()).contains("S3", "--run-id").doesNotContain("sluice.source.capacity");
  }

  @Test
  void rawAnswersOfFiveHundredAreUnusable() {
    Failure failure = Failure.of(new RuntimeException(S3Exception.builder()
        .statusCode(503)
        .awsErrorDetails(AwsErrorDetails.builder()
            .errorCode("SlowDown")
            .errorMessage("Please reduce your request rate.")
            .build())
        .build()));

    assertThat(failure.exitCode()).isEqualTo(ExitCode.UNUSABLE);
    assertThat(failure.message()).contains("S3", "503 SlowDown");
    assertThat(failure.remedy()).doesNotContain("sluice.source.capacity");
  }

  @Test
  void whatIsNotKnownIsUnexpectedAndOneLine() {
    Failure failure = Failure.of(new IllegalStateException("first\nsecond"));

    assertThat(failure.exitCode()).isEqualTo(ExitCode.UNEXPECTED);
    assertThat(failure.message()).isEqualTo("IllegalStateException: first");
    assertThat(failure.remedy()).contains("SLUICE_DEBUG");
  }
}
