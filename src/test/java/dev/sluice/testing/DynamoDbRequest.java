package dev.sluice.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * A request to DynamoDB as it came over the wire.
 *
 * @param operation {@code Scan}, {@code BatchWriteItem}, …
 * @param headers as sent
 * @param content the body's bytes
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record DynamoDbRequest(String operation, Map<String, List<String>> headers, byte[] content) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static DynamoDbRequest of(HttpExchange exchange) throws IOException {
    String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    return new DynamoDbRequest(
        target.substring(target.indexOf('.') + 1),
        Map.copyOf(exchange.getRequestHeaders()),
        exchange.getRequestBody().readAllBytes());
  }

  /** Returns the body as JSON. */
  public JsonNode body() {
    try {
      return JSON.readTree(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns this request with another body. */
  public DynamoDbRequest with(JsonNode body) {
    return new DynamoDbRequest(operation, headers, DynamoDbReply.bytes(body));
  }
}
