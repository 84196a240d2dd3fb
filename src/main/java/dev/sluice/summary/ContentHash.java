package dev.sluice.summary;

import dev.sluice.item.Sha256;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * SHA-256, in hexadecimal, over a canonical form of a row: every attribute by name, with its type and the lengths of
 * its parts; numbers by value. So an item read back from DynamoDB has the hash of the written one.
 */
final class ContentHash {
  private final DataOutputStream out;

  private ContentHash(DataOutputStream out) {
    this.out = out;
  }

  static String of(Map<String, AttributeValue> item) {
    Map<String, AttributeValue> content = new TreeMap<>(item);
    RowNames.BOOKKEEPING.forEach(content::remove);
    MessageDigest digest = Sha256.digest();
    try (DataOutputStream out =
        new DataOutputStream(new DigestOutputStream(OutputStream.nullOutputStream(), digest))) {
      new ContentHash(out).map(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Sha256.hex(digest.digest());
  }

  private void value(AttributeValue value) throws IOException {
    out.writeUTF(value.type().name());
    switch (value.type()) {
      case S -> text(value.s());
      case N -> text(DoubleAttribute.canonical(new BigDecimal(value.n())));
      case B -> bytes(value.b().asByteArrayUnsafe());
      case BOOL -> out.writeBoolean(value.bool());
      case M -> map(value.m());
      case L -> list(value.l());
      case NUL -> out.writeBoolean(value.nul());
      case SS -> texts(value.ss().stream());
      case NS -> texts(value.ns().stream().map(n -> DoubleAttribute.canonical(new BigDecimal(n))));
      case BS ->
        texts(value.bs().stream()
            .map(b -> Base64.getEncoder().encodeToString(b.asByteArrayUnsafe())));
      default -> throw new IllegalArgumentException("no row has a " + value.type());
    }
  }

  private void map(Map<String, AttributeValue> map) throws IOException {
    out.writeInt(map.size());
    for (Map.Entry<String, AttributeValue> entry : new TreeMap<>(map).entrySet()) {
      text(entry.getKey());
      value(entry.getValue());
    }
  }

  private void list(List<AttributeValue> list) throws IOException {
    out.writeInt(list.size());
    for (AttributeValue element : list) {
      value(element);
    }
  }

  /** Hashes a set; the order of its elements is ignored. */
  private void texts(Stream<String> elements) throws IOException {
    List<String> sorted = elements.sorted().toList();
    out.writeInt(sorted.size());
    for (String element : sorted) {
      text(element);
    }
  }

  private void text(String text) throws IOException {
    bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  private void bytes(byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }
}
