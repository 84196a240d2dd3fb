package dev.sluice.encode;

import dev.sluice.item.NumberGrammar;
import dev.sluice.item.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Digests of items in rows: equal for equal items, whatever columns, types and overflow the rows have. Neither the order of
 * sets and maps nor the notation of numbers matters. Not thread-safe.
 */
public final class ItemDigest {
  private final RowEncoder rows;
  private MessageDigest digest = Sha256.digest();

  private ItemDigest(RowEncoder rows) {
    this.rows = rows;
  }

  /**
   * Returns the digest of whole items.
   *
   * @param columns with type tags
   */
  public static ItemDigest of(StructType columns) {
    return new ItemDigest(new RowEncoder(columns));
  }

  /**
   * Returns the digest of some attributes of items.
   *
   * @param attributes at least one
   */
  public static ItemDigest only(List<String> attributes, StructType columns) {
    return new ItemDigest(RowEncoder.only(Set.copyOf(attributes), columns));
  }

  /** Returns the 32 bytes of a row's digest; null if it holds no item, since somebody else has changed it. */
  public byte @Nullable [] of(InternalRow row) {
    try {
      digest = Sha256.digest();
      add(rows.item(row));
      return digest.digest();
    } catch (UnwritableValueException e) {
      return null;
    }
  }

  private void add(Map<String, AttributeValue> members) {
    add(members.size());
    new TreeMap<>(members).forEach((name, value) -> {
      add(name);
      add(value);
    });
  }

  private void add(AttributeValue value) {
    add(value.type().name());
    switch (value.type()) {
      case S -> add(value.s());
      case N -> add(NumberGrammar.canonical(value.n()));
      case B -> add(value.b().asByteArrayUnsafe());
      case BOOL -> digest.update((byte) (value.bool() ? 1 : 0));
      case NUL -> {}
      case M -> add(value.m());
      case L -> {
        add(value.l().size());
        value.l().forEach(this::add);
      }
      case SS -> sorted(value.ss().stream().map(ItemDigest::utf8).toArray(byte[][]::new));
      case NS ->
        sorted(value.ns().stream()
            .map(number -> utf8(NumberGrammar.canonical(number)))
            .toArray(byte[][]::new));
      case BS ->
        sorted(value.bs().stream().map(SdkBytes::asByteArrayUnsafe).toArray(byte[][]::new));
      default -> throw new IllegalArgumentException("a value of no known type");
    }
  }

  private void sorted(byte[][] elements) {
    Arrays.sort(elements, Arrays::compare);
    add(elements.length);
    for (byte[] element : elements) {
      add(element);
    }
  }

  private void add(String text) {
    add(utf8(text));
  }

  private void add(byte[] bytes) {
    add(bytes.length);
    digest.update(bytes);
  }

  private void add(int number) {
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
