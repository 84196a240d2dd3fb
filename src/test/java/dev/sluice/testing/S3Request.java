package dev.sluice.testing;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * A request to S3 as it came over the wire.
 *
 * @param method {@code GET}, {@code PUT}, …
 * @param uri path and query, as sent
 * @param headers as sent
 * @param content the body's bytes, chunk marks and all
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record S3Request(String method, URI uri, Map<String, List<String>> headers, byte[] content) {
  static S3Request of(HttpExchange exchange) throws IOException {
    return new S3Request(
        exchange.getRequestMethod(),
        exchange.getRequestURI(),
        Map.copyOf(exchange.getRequestHeaders()),
        exchange.getRequestBody().readAllBytes());
  }

  /** The bucket's name; empty: a request that is for none. */
  public String bucket() {
    return path().split("/", 2)[0];
  }

  /** The object's key; empty: the bucket is meant. */
  public String key() {
    String[] parts = path().split("/", 2);
    return parts.length < 2 ? "" : parts[1];
  }

  private String path() {
    return uri.getPath().substring(1);
  }

  /** What stands after the question mark; empty: nothing. */
  public String query() {
    return uri.getQuery() == null ? "" : uri.getQuery();
  }

  /** Whether it is that method, of that object or (of a listing) prefix. */
  public boolean is(String ofMethod, String about) {
    return method.equals(ofMethod) && (key().contains(about) || query().contains(about));
  }

  /** {@code PUT run/lease.json}, {@code GET ?list-type=2&prefix=run/}. */
  @Override
  public String toString() {
    return method + " " + key() + (query().isEmpty() ? "" : "?" + query());
  }
}
