package dev.sluice.write;

import dev.sluice.failure.Printable;
import dev.sluice.failure.UnwritableItemException;
import dev.sluice.table.TableDescription;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A table's keys. Identifies items, and names them in messages.
 *
 * @param keys the partition key first
 */
public record ItemKeys(List<TableDescription.Key> keys) implements Serializable {
  public ItemKeys {
    keys = List.copyOf(keys);
  }

  /** Returns the key attributes' names. */
  public List<String> names() {
    return keys.stream().map(TableDescription.Key::name).toList();
  }

  /** Returns the key attributes' names as a set. */
  Set<String> set() {
    return Set.copyOf(names());
  }

  /**
   * Returns an item's name, {@code item {id=a-17, created_at=1790815079}}. A missing attribute appears as a question
   * mark.
   */
  public String describe(Map<String, AttributeValue> item) {
    return keys.stream()
        .map(key -> key.name() + "=" + text(item.get(key.name())))
        .collect(Collectors.joining(", ", "item {", "}"));
  }

  /**
   * Returns an item's key. Items that replace each other have equal keys.
   *
   * @throws UnwritableItemException if a key attribute is missing, empty or of another type
   */
  List<Object> of(Map<String, AttributeValue> item) {
    return keys.stream().map(key -> part(key, item)).toList();
  }

  /**
   * Returns the size of an item in bytes.
   *
   * @throws UnwritableItemException if it is above DynamoDB's limit
   */
  long checkedBytes(Map<String, AttributeValue> item) {
    long bytes = ItemSize.bytes(item);
    if (bytes > ItemSize.LIMIT) {
      throw new UnwritableItemException(
          describe(item) + " has " + bytes + " bytes, and DynamoDB takes no item above "
              + ItemSize.LIMIT,
          "Leave out columns, or keep large values in S3 and their address in the item.");
    }
    return bytes;
  }

  private Object part(TableDescription.Key key, Map<String, AttributeValue> item) {
    AttributeValue value = item.get(key.name());
    Object part = value == null || !value.type().name().equals(key.type()) ? null : part(value);
    if (part == null) {
      throw new UnwritableItemException(
          describe(item) + ": the key attribute " + key.name() + " must be a " + key.type()
              + " that is not empty, and is " + (value == null ? "missing" : value.type()),
          "Give every row a value in column " + key.name() + ", of the table's type.");
    }
    return part;
  }

  private static @Nullable Object part(AttributeValue value) {
    return switch (value.type()) {
      case S -> value.s().isEmpty() ? null : value.s();
      case N -> new BigDecimal(value.n()).stripTrailingZeros();
      case B -> value.b().asByteArrayUnsafe().length == 0 ? null : value.b();
      default -> null;
    };
  }

  private static String text(@Nullable AttributeValue value) {
    if (value == null) {
      return "?";
    }
    return switch (value.type()) {
      case S -> Printable.brief(value.s());
      case N -> value.n();
      default -> Printable.brief(value.toString());
    };
  }
}
