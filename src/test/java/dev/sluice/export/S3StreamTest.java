package dev.sluice.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.table.Clients;
import dev.sluice.testing.FaultyS3;
import dev.sluice.testing.S3Fault;
import dev.sluice.testing.TestServers;
import java.io.IOException;
import java.io.InputStream;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

class S3StreamTest {
  private static final String KEY = "exports/data/part.gz";

  private final byte[] content = new byte[300_000];
  private final String bucket = TestServers.bucket();
  private FaultyS3 front;
  private S3Client client;

  @BeforeEach
  void put() {
    new Random(2).nextBytes(content);
    TestServers.s3().putObject(o -> o.bucket(bucket).key(KEY), RequestBody.fromBytes(content));
    front = FaultyS3.start();
    client = Clients.s3(front.settings());
  }

  @AfterEach
  void stop() {
    client.close();
    front.close();
  }

  @Test
  void goesOnWhereTheConnectionBroke() throws IOException {
    front.next(request -> request.is("GET", KEY), 3, S3Fault.cutOff());

    try (InputStream in = new S3Stream(client, bucket, KEY)) {
      assertThat(in.readAllBytes()).isEqualTo(content);
      assertThat(in.read()).isEqualTo(-1);
    }
  }

  /** Its bytes would be of two versions. */
  @Test
  void refusesAnObjectThatWasReplaced() throws IOException {
    front.next(request -> request.is("GET", KEY), 1, S3Fault.cutOff());

    try (InputStream in = new S3Stream(client, bucket, KEY)) {
      assertThat(in.read()).isEqualTo(content[0] & 0xff);
      TestServers.s3()
          .putObject(o -> o.bucket(bucket).key(KEY), RequestBody.fromBytes(new byte[300_000]));
      assertThatThrownBy(in::readAllBytes)
          .isInstanceOf(ResourceUnavailableException.class)
          .hasMessageContaining(KEY + " was replaced while it was read");
    }
  }

  @Test
  void namesAnObjectThatIsGone() throws IOException {
    try (InputStream in = new S3Stream(client, bucket, "none")) {
      assertThatThrownBy(in::read)
          .isInstanceOf(ResourceUnavailableException.class)
          .hasMessageContaining("s3://" + bucket + "/none is missing");
    }
  }
}
