package dev.sluice.scan;

import dev.sluice.wire.Wire;
import dev.sluice.wire.WireException;
import java.io.ByteArrayInputStream;
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
final class ItemsTap implements ExecutionInterceptor {
  /** Where a request wants its items; requests without it pass untouched. */
  static final ExecutionAttribute<Items> ITEMS = new ExecutionAttribute<>("SluiceItems");

  private static final String CRC = "x-amz-crc32";
  private static final byte[] NONE = {'[', ']'};

  /** The items of the newest response to a request. */
  static final class Items {
    private byte[] body = NONE;
    private int from;
    private int to = NONE.length;
    private @Nullable Long expectedCrc;

    /** A cursor at the array. */
    Wire wire() {
      return new Wire(body, from, to);
    }

    int bytes() {
      return to - from;
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
      byte[] received = body.readAllBytes();
      check(received, items.expectedCrc);
      return Optional.of(split(compressed ? unzipped(received) : received, items));
    } catch (IOException e) {
      throw RetryableException.create("the response broke off", e);
    }
  }

  private static void check(byte[] received, @Nullable Long expected) {
    CRC32 crc = new CRC32();
    crc.update(received);
    if (expected != null && expected != crc.getValue()) {
      throw RetryableException.create(
          "the response's CRC32 is " + crc.getValue() + ", not " + expected);
    }
  }

  private static InputStream split(byte[] body, Items items) {
    Wire in = new Wire(body);
    items.body = NONE;
    items.from = 0;
    items.to = NONE.length;
    try {
      if (in.open('{')) {
        do {
          in.name();
          boolean found = in.text().equals("Items");
          int from = in.position();
          in.skip();
          if (found) {
            items.body = body;
            items.from = from;
            items.to = in.position();
          }
        } while (in.more('}'));
      }
      in.end();
    } catch (WireException e) {
      throw RetryableException.create("the response is no JSON: " + e.getMessage(), e);
    }
    return without(body, items);
  }

  private static InputStream without(byte[] body, Items items) {
    if (items.body != body) {
      return new ByteArrayInputStream(body);
    }
    byte[] rest = new byte[body.length - items.bytes() + NONE.length];
    System.arraycopy(body, 0, rest, 0, items.from);
    System.arraycopy(NONE, 0, rest, items.from, NONE.length);
    System.arraycopy(body, items.to, rest, items.from + NONE.length, body.length - items.to);
    return new ByteArrayInputStream(rest);
  }

  private static byte[] unzipped(byte[] received) throws IOException {
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(received))) {
      return in.readAllBytes();
    }
  }
}
