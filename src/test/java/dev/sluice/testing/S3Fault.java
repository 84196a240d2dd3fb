package dev.sluice.testing;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/** A fault of {@link FaultyS3}: it answers in place of S3, or changes the request or the response. */
@FunctionalInterface
public interface S3Fault {
  Reply answer(Request request, Function<Request, Reply> s3);

  /** Forwards the request unchanged. */
  S3Fault NONE = (request, s3) -> s3.apply(request);

  /** S3 is overloaded. */
  static S3Fault slowDown() {
    return error(503, "SlowDown", "Please reduce your request rate.");
  }

  /** S3 fails with an internal error. */
  static S3Fault internalError() {
    return error(500, "InternalError", "We encountered an internal error. Please try again.");
  }

  /** Another writer changed the key at the same time. */
  static S3Fault conflict() {
    return error(
        409,
        "ConditionalRequestConflict",
        "The conditional request cannot succeed due to a conflicting operation against this resource.");
  }

  /** S3 responds with this error. */
  static S3Fault error(int status, String code, String message) {
    return (request, s3) -> Reply.error(status, code, message);
  }

  /** The connection closes before S3 sees the request. */
  static S3Fault reset() {
    return (request, s3) -> Reply.dropped();
  }

  /** S3 handles the request, and the response is lost. */
  static S3Fault answerLost() {
    return (request, s3) -> {
      Reply unused = s3.apply(request);
      return Reply.dropped();
    };
  }

  /** S3 handles the request, and responds that it failed. */
  static S3Fault doneButFailed() {
    return (request, s3) -> {
      Reply unused = s3.apply(request);
      return Reply.error(500, "InternalError", "We encountered an internal error.");
    };
  }

  /** The connection breaks in the middle of the response. */
  static S3Fault cutOff() {
    return (request, s3) -> s3.apply(request).cut();
  }

  /** The response is late. */
  static S3Fault delayed(Duration delay) {
    return (request, s3) -> {
      Reply reply = s3.apply(request);
      long end = System.nanoTime() + delay.toNanos();
      for (long left = delay.toNanos(); left > 0; left = end - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      return reply;
    };
  }

  /**
   * A request to S3 as it came over the wire.
   *
   * @param method the HTTP method
   * @param uri path and query, as sent
   * @param headers as sent
   * @param content the body's bytes, including chunk headers
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Request(String method, URI uri, Map<String, List<String>> headers, byte[] content) {
    static Request of(HttpExchange exchange) throws IOException {
      return new Request(
          exchange.getRequestMethod(),
          exchange.getRequestURI(),
          Map.copyOf(exchange.getRequestHeaders()),
          exchange.getRequestBody().readAllBytes());
    }

    /** Returns the bucket's name; empty for a request without a bucket. */
    public String bucket() {
      return path().split("/", 2)[0];
    }

    /** Returns the object's key; empty for a request on the bucket. */
    public String key() {
      String[] parts = path().split("/", 2);
      return parts.length < 2 ? "" : parts[1];
    }

    private String path() {
      return uri.getPath().substring(1);
    }

    /** Returns the query without its question mark; empty if there is none. */
    public String query() {
      return uri.getQuery() == null ? "" : uri.getQuery();
    }

    /** Returns true if the method matches and the key or the query contains the text. */
    public boolean is(String ofMethod, String about) {
      return method.equals(ofMethod) && (key().contains(about) || query().contains(about));
    }

    /** Returns a short form, for example {@code PUT run/lease.json} or {@code GET ?list-type=2&prefix=run/}. */
    @Override
    public String toString() {
      return method + " " + key() + (query().isEmpty() ? "" : "?" + query());
    }
  }

  /**
   * A response of S3 as it goes over the wire.
   *
   * @param status the HTTP status, or {@link #NONE} for a connection that closes without a response
   * @param headers the headers without the body's length
   * @param content the body's bytes
   * @param sent the number of bytes of the body to send before the connection closes
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Reply(int status, Map<String, List<String>> headers, byte[] content, int sent) {
    static final int NONE = 0;
    private static final Set<String> CONNECTIONS_OWN =
        Set.of("connection", "content-length", "transfer-encoding", "date", ":status");

    static Reply of(HttpResponse<byte[]> reply) {
      byte[] body = reply.body();
      return new Reply(reply.statusCode(), reply.headers().map(), body, body.length);
    }

    /** Returns an error in S3's format. */
    public static Reply error(int status, String code, String message) {
      byte[] body =
          "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>%s</Code><Message>%s</Message><RequestId>4442587FB7D0A2F9</RequestId></Error>"
              .formatted(code, message)
              .getBytes(StandardCharsets.UTF_8);
      return new Reply(
          status, Map.of("Content-Type", List.of("application/xml")), body, body.length);
    }

    /** Returns a complete response with an XML body. */
    public static Reply xml(String body) {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      return new Reply(
          200, Map.of("Content-Type", List.of("application/xml")), bytes, bytes.length);
    }

    /** Returns no response: the connection closes. */
    public static Reply dropped() {
      return new Reply(NONE, Map.of(), new byte[0], 0);
    }

    /** Returns this response cut in the middle of its body, or dropped if it has none. */
    public Reply cut() {
      return content.length == 0
          ? dropped()
          : new Reply(status, headers, content, content.length / 2);
    }

    /** Returns this response without a header. */
    public Reply without(String header) {
      Map<String, List<String>> left = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      left.putAll(headers);
      left.remove(header);
      return new Reply(status, left, content, sent);
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
}
