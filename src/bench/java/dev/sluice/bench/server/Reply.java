package dev.sluice.bench.server;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** A response: its status, its body in parts, and the CRC32 of them. */
final class Reply {
  private final int status;
  private final List<ByteBuffer> body;
  private final @Nullable Long checksum;

  Reply(int status, List<ByteBuffer> body) {
    this(status, body, null);
  }

  private Reply(int status, List<ByteBuffer> body, @Nullable Long checksum) {
    this.status = status;
    this.body = body;
    this.checksum = checksum;
  }

  static Reply text(int status, String json) {
    return new Reply(status, List.of(ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8))));
  }

  static Reply error(String type, String message) {
    String namespace = "com.amazonaws.dynamodb.v20120810#";
    return text(
        400, "{\"__type\":\"%s%s\",\"message\":\"%s\"}".formatted(namespace, type, message));
  }

  /** The same, with a CRC32 that is known already. */
  Reply withChecksum(long known) {
    return new Reply(status, body, known);
  }

  long computedChecksum() {
    CRC32 crc = new CRC32();
    body.forEach(part -> crc.update(part.duplicate()));
    return crc.getValue();
  }

  /** Head and body, to be written as they are. */
  ByteBuffer[] parts() {
    long length = body.stream().mapToLong(ByteBuffer::remaining).sum();
    String head = "HTTP/1.1 %d %s\r\nContent-Type: application/x-amz-json-1.0\r\n"
            .formatted(status, status == 200 ? "OK" : "Bad Request")
        + "x-amzn-RequestId: BENCH\r\nx-amz-crc32: %d\r\nContent-Length: %d\r\n\r\n"
            .formatted(checksum == null ? computedChecksum() : checksum, length);
    List<ByteBuffer> parts = new ArrayList<>();
    parts.add(ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII)));
    body.forEach(part -> parts.add(part.duplicate()));
    return parts.toArray(ByteBuffer[]::new);
  }
}
