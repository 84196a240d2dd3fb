package dev.sluice.export;

import dev.sluice.table.AwsFailures;
import dev.sluice.table.AwsService;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * The bytes of an object. If the connection breaks, continues after the last byte with another request, of the same
 * version of the object. Not thread-safe.
 */
final class S3Stream extends InputStream {
  /** The number of requests in a row that may end without a byte. */
  private static final int MAX_FAILURES = 6;

  private static final int PRECONDITION_FAILED = 412;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);

  private final S3Client client;
  private final String bucket;
  private final String key;
  private @Nullable ResponseInputStream<GetObjectResponse> in;
  private @Nullable String version;
  private long at;
  private boolean ended;
  private int failures;

  S3Stream(S3Client client, String bucket, String key) {
    this.client = client;
    this.bucket = bucket;
    this.key = key;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    while (!ended) {
      try {
        int read = opened().read(bytes, offset, length);
        ended = read < 0;
        at += Math.max(0, read);
        failures = read > 0 ? 0 : failures;
        return read;
      } catch (AbortedException e) {
        throw e;
      } catch (IOException | RetryableException e) {
        pauseAfter(e);
      }
    }
    return -1;
  }

  /** Returns 1 before the end: a decompressor asks whether another part of the file may follow. */
  @Override
  public int available() {
    return ended ? 0 : 1;
  }

  private ResponseInputStream<GetObjectResponse> opened() {
    ResponseInputStream<GetObjectResponse> open = in;
    if (open == null) {
      open = AwsFailures.translated(AwsService.S3, "object " + name(), this::request);
      in = open;
      version = open.response().eTag();
    }
    return open;
  }

  private ResponseInputStream<GetObjectResponse> request() {
    String range = at == 0 ? null : "bytes=" + at + "-";
    try {
      return client.getObject(r -> r.bucket(bucket).key(key).range(range).ifMatch(version));
    } catch (NoSuchKeyException e) {
      throw ExportFailures.damaged(name(), "is missing", e);
    } catch (S3Exception e) {
      if (e.statusCode() == PRECONDITION_FAILED) {
        throw ExportFailures.damaged(name(), "was replaced while it was read", e);
      }
      throw e;
    }
  }

  private String name() {
    return "s3://" + bucket + "/" + key;
  }

  private void pauseAfter(Exception failure) throws IOException {
    abort();
    if (failures == MAX_FAILURES) {
      throw new IOException(
          "the connection broke " + (failures + 1) + " times at byte " + at, failure);
    }
    try {
      Thread.sleep(FIRST_PAUSE.multipliedBy(1L << failures).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the task was cancelled");
    }
    failures++;
  }

  /** Ends the request without reading the rest of the object. */
  private void abort() {
    if (in != null) {
      in.abort();
      in = null;
    }
  }

  @Override
  public void close() throws IOException {
    if (in != null && ended) {
      in.close();
    }
    abort();
    ended = true;
  }
}
