package dev.sluice.scan;

import dev.sluice.wire.DynamoJsonReader;
import dev.sluice.wire.WireException;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpResponse;

/** Takes {@code Items} out of a response's body, unparsed; the SDK gets the rest with an empty array in their place. */
final class ItemsInterceptor implements ExecutionInterceptor {
  /** Where a request wants its items; requests without it pass untouched. */
  static final ExecutionAttribute<Items> ITEMS = new ExecutionAttribute<>("SluiceItems");

  private static final String CRC = "x-amz-crc32";
  private static final byte[] NONE = {'[', ']'};

  /** The items of the newest response to a request. */
  static final class Items {
    private final PageBuffers buffers;
    private byte[] body = NONE;
    private int from;
    private int to = NONE.length;
    private @Nullable Long expectedCrc;

    /**
     * @param buffers where the body's array is from
     */
    Items(PageBuffers buffers) {
      this.buffers = buffers;
    }

    /** Bytes of the array. */
    int bytes() {
      return to - from;
    }

    /** A cursor at the array. */
    DynamoJsonReader wire() {
      return new DynamoJsonReader(body, from, to);
    }
  }

  @Override
  public SdkHttpResponse modifyHttpResponse(
      Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
    Items items = attributes.getAttribute(ITEMS);
    SdkHttpResponse response = context.httpResponse();
    if (items == null || !response.isSuccessful()) {
      return response;
    }
    items.expectedCrc = response.firstMatchingHeader(CRC).map(Long::valueOf).orElse(null);
    return response.toBuilder()
        .removeHeader(CRC)
        .removeHeader("Content-Encoding")
        .build();
  }

  @Override
  public Optional<InputStream> modifyHttpResponseContent(
      Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
    Items items = attributes.getAttribute(ITEMS);
    if (items == null
        || !context.httpResponse().isSuccessful()
        || context.responseBody().isEmpty()) {
      return context.responseBody();
    }
    boolean compressed = context
        .httpResponse()
        .firstMatchingHeader("Content-Encoding")
        .filter("gzip"::equalsIgnoreCase)
        .isPresent();
    try (InputStream body = context.responseBody().get()) {
      Body received = received(body, context.httpResponse(), items.buffers);
      check(received, items.expectedCrc);
      return Optional.of(split(compressed ? unzipped(received) : received, items));
    } catch (IOException e) {
      throw RetryableException.create("the response broke off", e);
    }
  }

  /** Read into one array where its size is told: pages are large, and growing one costs copies. */
  private static Body received(InputStream body, SdkHttpResponse response, PageBuffers buffers)
      throws IOException {
    int told =
        response.firstMatchingHeader("Content-Length").map(Integer::parseInt).orElse(-1);
    if (told < 0) {
      return Body.of(body.readAllBytes());
    }
    byte[] bytes = buffers.take(told);
    int read = body.readNBytes(bytes, 0, told);
    if (read < told) {
      throw new EOFException("after " + read + " of " + told + " bytes");
    }
    return new Body(bytes, told);
  }

  private static void check(Body received, @Nullable Long expected) {
    CRC32 crc = new CRC32();
    crc.update(received.bytes(), 0, received.length());
    if (expected != null && expected != crc.getValue()) {
      throw RetryableException.create(
          "the response's CRC32 is " + crc.getValue() + ", not " + expected);
    }
  }

  private static InputStream split(Body body, Items items) {
    Split split;
    try {
      split = Split.of(body);
    } catch (WireException e) {
      throw RetryableException.create("the response is no JSON: " + e.getMessage(), e);
    }
    items.body = split.found() ? body.bytes() : NONE;
    items.from = split.found() ? split.from() : 0;
    items.to = split.found() ? split.to() : NONE.length;
    return new ByteArrayInputStream(split.without(body, NONE));
  }

  private static Body unzipped(Body received) throws IOException {
    try (InputStream in =
        new GZIPInputStream(new ByteArrayInputStream(received.bytes(), 0, received.length()))) {
      return Body.of(in.readAllBytes());
    }
  }
}
