package dev.sluice.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import java.util.zip.CRC32;

/**
 * A response of DynamoDB as it goes over the wire.
 *
 * @param status the HTTP status
 * @param content the body's bytes
 * @param encoding {@code identity} or {@code gzip}, the encoding of the body's bytes
 * @param checksum the value of the {@code x-amz-crc32} header, or {@link #NO_CHECKSUM} for no header
 * @param sent the number of bytes of the body to send before the connection closes
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record DynamoDbReply(int status, byte[] content, String encoding, long checksum, int sent) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long NO_CHECKSUM = -1;

  /** Returns a complete response with its checksum. */
  public static DynamoDbReply of(int status, byte[] content) {
    return new DynamoDbReply(status, content, "identity", crc32(content), content.length);
  }

  /** Returns a complete response with its checksum. */
  public static DynamoDbReply of(int status, JsonNode body) {
    return of(status, bytes(body));
  }

  /** Returns this response without a checksum. */
  public DynamoDbReply withoutChecksum() {
    return new DynamoDbReply(status, content, encoding, NO_CHECKSUM, sent);
  }

  /** Returns this response with the checksum of other content. */
  public DynamoDbReply withChecksumOf(byte[] other) {
    return new DynamoDbReply(status, content, encoding, crc32(other), sent);
  }

  /** Returns the body as JSON; it must not be compressed. */
  public JsonNode body() {
    try {
      return JSON.readTree(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void send(HttpExchange exchange) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", "application/x-amz-json-1.0");
    if (checksum != NO_CHECKSUM) {
      headers.set("x-amz-crc32", Long.toString(checksum));
    }
    headers.set("x-amzn-RequestId", UUID.randomUUID().toString());
    if (!encoding.equals("identity")) {
      headers.set("Content-Encoding", encoding);
    }
    exchange.sendResponseHeaders(status, content.length);
    exchange.getResponseBody().write(content, 0, sent);
    exchange.close();
  }

  static long crc32(byte[] content) {
    CRC32 checksum = new CRC32();
    checksum.update(content);
    return checksum.getValue();
  }

  static byte[] bytes(JsonNode body) {
    try {
      return JSON.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
