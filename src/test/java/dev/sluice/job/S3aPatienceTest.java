package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.job.settings.FileSystems;
import dev.sluice.testing.FaultyS3;
import dev.sluice.testing.S3Fault;
import dev.sluice.testing.TestServers;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What S3A, which writes and reads the Parquet files, makes of S3's bad days under our settings. */
final class S3aPatienceTest {
  /** More than the SDK under S3A tries by itself. */
  private static final int FAULTS = 4;

  static S3Fault[] faults() {
    return new S3Fault[] {S3Fault.slowDown(), S3Fault.internalError(), S3Fault.reset()};
  }

  @Tag("thorough")
  @ParameterizedTest
  @MethodSource("faults")
  void filesAreWrittenAndReadThroughThem(S3Fault fault) throws IOException {
    String bucket = TestServers.bucket();
    try (FaultyS3 front = FaultyS3.start();
        FileSystem files = FileSystem.newInstance(
            URI.create("s3a://" + bucket), FileSystems.configuration(front.settings()))) {
      Path file = new Path("s3a://" + bucket + "/folder/part");
      front.next(request -> request.is("PUT", "part"), FAULTS, fault);
      try (OutputStream out = files.create(file)) {
        out.write("rows".getBytes(StandardCharsets.UTF_8));
      }
      front.next(request -> request.is("GET", "part"), FAULTS, fault);
      try (InputStream in = files.open(file)) {
        assertThat(in.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("rows");
      }
    }
  }

  @Test
  void whatThePlatformSaysStays() {
    Configuration platform = new Configuration();
    platform.set("fs.s3a.retry.limit", "33");
    assertThat(FileSystems.s3a(TestServers.settings(), platform))
        .doesNotContainKey("fs.s3a.retry.limit")
        .containsKey("fs.s3a.retry.throttle.limit");
  }
}
