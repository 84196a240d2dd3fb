package dev.sluice.scan;

import dev.sluice.wire.DynamoJsonReader;
import dev.sluice.wire.WireException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * Takes an array, such as {@code Items}, out of a response's body, unparsed. The SDK gets the rest, with an empty array
 * instead.
 */
public final class ItemsInterceptor implements ExecutionInterceptor {
  /** The recipient of a request's items. Requests without it pass unchanged. */
  public static final ExecutionAttribute<Items> ITEMS = new ExecutionAttribute<>("SluiceItems");

  private static final String CRC = "x-amz-crc32";
  private static final byte[] NONE = {'[', ']'};

  /** The items of the latest response to a request. */
  public static final class Items {
    private final String member;
    private final PageBuffers buffers;
    private byte[] body = NONE;
    private int from;
    private int to = NONE.length;
    private @Nullable Long expectedCrc;

    /**
     * Creates the recipient of {@code Items}.
     *
     * @param buffers provide the body's array
     */
    Items(PageBuffers buffers) {
      this("Items", buffers);
    }

    /** Creates the recipient of another array by its name in the response. */
    public Items(String member) {
      this(member, new PageBuffers());
    }

    private Items(String member, PageBuffers buffers) {
      this.member = member;
      this.buffers = buffers;
    }

    /** Returns the size of the array in bytes. */
    int bytes() {
      return to - from;
    }

    /** Returns a cursor at the beginning of the array. */
    public DynamoJsonReader reader() {
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

  /** Reads into one array if the size is given. Pages are large, and growing an array costs copies. */
  private static Body received(InputStream body, SdkHttpResponse response, PageBuffers buffers)
      throws IOException {
    int length =
        response.firstMatchingHeader("Content-Length").map(Integer::parseInt).orElse(-1);
    if (length < 0) {
      return Body.of(body.readAllBytes());
    }
    byte[] bytes = buffers.take(length);
    int read = body.readNBytes(bytes, 0, length);
    if (read < length) {
      throw new EOFException("after " + read + " of " + length + " bytes");
    }
    return new Body(bytes, length);
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
      split = Split.of(body, items.member);
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

  /** A response's body in an array, which may be longer than the body. */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares bodies
  record Body(byte[] bytes, int length) {
    static Body of(byte[] bytes) {
      return new Body(bytes, bytes.length);
    }
  }

  /**
   * The position of {@code Items} in a response.
   *
   * @param from the index of the array's opening bracket; -1: the response has no items
   * @param to the index after its closing bracket
   */
  record Split(int from, int to) {
    /**
     * The largest number of bytes after the items: keys of at most 2 KB and 1 KB, of the table and of an index, fully
     * escaped.
     */
    private static final int MAX_TAIL_BYTES = 64 << 10;

    private static final Set<String> FOLLOWING =
        Set.of("LastEvaluatedKey", "ScannedCount", "Count", "ConsumedCapacity");

    /**
     * Finds the items. Decoding walks over them anyway, so their end is searched from the end of the body.
     *
     * @param member the name of their array
     * @throws WireException if the body is not JSON; decoding finds damage inside the items
     */
    static Split of(Body body, String member) {
      DynamoJsonReader in = new DynamoJsonReader(body.bytes(), 0, body.length());
      int from = -1;
      int to = -1;
      if (in.open('{')) {
        do {
          in.name();
          boolean found = in.text().equals(member);
          int start = in.position();
          if (!found || !jumpToEnd(in, body)) {
            in.skip();
          }
          from = found ? start : from;
          to = found ? in.position() : to;
        } while (in.more('}'));
      }
      in.end();
      return new Split(from, to);
    }

    boolean found() {
      return from >= 0;
    }

    /** Returns the body with something else instead of the items. Returns it unchanged if it has no items. */
    byte[] without(Body body, byte[] instead) {
      ByteArrayOutputStream rest = new ByteArrayOutputStream();
      if (found()) {
        rest.write(body.bytes(), 0, from);
        rest.write(instead, 0, instead.length);
      }
      int after = Math.max(to, 0);
      rest.write(body.bytes(), after, body.length() - after);
      return rest.toByteArray();
    }

    /**
     * Moves to the end of the items if the text after them is found, {@code ],"LastEvaluatedKey":}. No item contains
     * this text: quotes in strings are escaped, and a brace follows the bracket of a list or set.
     */
    private static boolean jumpToEnd(DynamoJsonReader in, Body body) {
      byte[] bytes = body.bytes();
      for (int i = body.length() - 4;
          i >= Math.max(in.position(), body.length() - MAX_TAIL_BYTES);
          i--) {
        if (bytes[i] == ']'
            && bytes[i + 1] == ','
            && bytes[i + 2] == '"'
            && isFollowing(body, i + 3)) {
          in.rewind(i + 1);
          return true;
        }
      }
      return false;
    }

    private static boolean isFollowing(Body body, int start) {
      int quote = start;
      while (quote < body.length() && body.bytes()[quote] != '"') {
        quote++;
      }
      return FOLLOWING.contains(
          new String(body.bytes(), start, quote - start, StandardCharsets.ISO_8859_1));
    }
  }
}
