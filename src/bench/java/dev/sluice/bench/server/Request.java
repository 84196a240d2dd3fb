package dev.sluice.bench.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A request to DynamoDB, or to the server itself.
 *
 * @param operation {@code Scan}, {@code DescribeTable}, …; empty for a request without {@code X-Amz-Target}
 */
record Request(String operation, String body) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TARGET = "x-amz-target:";
  private static final String LENGTH = "content-length:";

  /** The next one of a connection; empty where the client has closed it. */
  static Optional<Request> read(InputStream in) throws IOException {
    String line = line(in);
    if (line.isEmpty()) {
      return Optional.empty();
    }
    String operation = "";
    int length = 0;
    for (line = line(in); !line.isEmpty(); line = line(in)) {
      if (line.regionMatches(true, 0, TARGET, 0, TARGET.length())) {
        operation = line.substring(line.indexOf('.') + 1).strip();
      } else if (line.regionMatches(true, 0, LENGTH, 0, LENGTH.length())) {
        length = Integer.parseInt(line.substring(LENGTH.length()).strip());
      }
    }
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException("the request was cut off");
    }
    return Optional.of(new Request(operation, new String(body, StandardCharsets.UTF_8)));
  }

  JsonNode json() {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
      if (b != '\r') {
        line.append((char) b);
      }
    }
    return line.toString();
  }
}
