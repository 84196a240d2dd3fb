package dev.sluice.testing;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * An answer of S3's as it goes over the wire.
 *
 * @param status HTTP's; {@link #NONE}: the connection ends without an answer
 * @param headers beside the body's length
 * @param content the body's bytes
 * @param sent how many of the body's bytes are sent before the connection is closed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record S3Reply(int status, Map<String, List<String>> headers, byte[] content, int sent) {
  static final int NONE = 0;
  private static final Set<String> CONNECTIONS_OWN =
      Set.of("connection", "content-length", "transfer-encoding", "date", ":status");

  static S3Reply of(HttpResponse<byte[]> reply) {
    byte[] body = reply.body();
    return new S3Reply(reply.statusCode(), reply.headers().map(), body, body.length);
  }

  /** An error as S3 writes them. */
  public static S3Reply error(int status, String code, String message) {
    byte[] body =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>%s</Code><Message>%s</Message><RequestId>4442587FB7D0A2F9</RequestId></Error>"
            .formatted(code, message)
            .getBytes(StandardCharsets.UTF_8);
    return new S3Reply(
        status, Map.of("Content-Type", List.of("application/xml")), body, body.length);
  }

  /** Whole and sound. */
  public static S3Reply xml(String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return new S3Reply(
        200, Map.of("Content-Type", List.of("application/xml")), bytes, bytes.length);
  }

  /** The connection is closed in place of an answer. */
  public static S3Reply dropped() {
    return new S3Reply(NONE, Map.of(), new byte[0], 0);
  }

  /** The connection breaks in the middle of the body; of an answer without one, before it. */
  public S3Reply cut() {
    return content.length == 0
        ? dropped()
        : new S3Reply(status, headers, content, content.length / 2);
  }

  /** The same without a header. */
  public S3Reply without(String header) {
    Map<String, List<String>> left = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    left.putAll(headers);
    left.remove(header);
    return new S3Reply(status, left, content, sent);
  }

  void send(HttpExchange exchange) throws IOException {
    if (status != NONE) {
      headers.forEach((name, values) -> {
        if (!CONNECTIONS_OWN.contains(name.toLowerCase(Locale.ROOT))) {
          exchange.getResponseHeaders().put(name, values);
        }
      });
      boolean head = exchange.getRequestMethod().equals("HEAD");
      if (head) {
        headers.forEach((name, values) -> {
          if (name.equalsIgnoreCase("content-length")) {
            exchange.getResponseHeaders().put(name, values);
          }
        });
      }
      exchange.sendResponseHeaders(status, head || content.length == 0 ? -1 : content.length);
      if (content.length > 0 && !head) {
        exchange.getResponseBody().write(content, 0, sent);
        exchange.getResponseBody().flush();
      }
    }
    exchange.close();
  }
}
