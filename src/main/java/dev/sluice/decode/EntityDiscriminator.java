package dev.sluice.decode;

import dev.sluice.item.AttributeType;
import dev.sluice.wire.DynamoJsonReader;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Distinguishes the entity types in a table by an attribute of type S, N or BOOL.
 *
 * @param attribute a top-level attribute of the item
 * @param separator marks the end of the entity type: {@code USER} in {@code USER#17}; null: the whole value is the type
 */
public record EntityDiscriminator(
    String attribute, @Nullable String separator) implements Serializable {
  /** The entity type of items without such an attribute. */
  public static final String NONE = "";

  /** Returns the entity type of the next item, which must be sound. The cursor stays before the item. */
  public String of(DynamoJsonReader in) {
    int start = in.position();
    String value = value(in);
    in.rewind(start);
    int end = separator == null ? -1 : value.indexOf(separator);
    return end < 0 ? value : value.substring(0, end);
  }

  private String value(DynamoJsonReader in) {
    if (in.open('{')) {
      do {
        in.name();
        if (in.text().equals(attribute)) {
          return scalar(in);
        }
        in.skip();
      } while (in.more('}'));
    }
    return NONE;
  }

  private static String scalar(DynamoJsonReader in) {
    AttributeType type = in.beginValue();
    if (type == AttributeType.BOOL) {
      return String.valueOf(in.bool());
    }
    if (type == AttributeType.S || type == AttributeType.N) {
      in.string();
      return in.text();
    }
    return NONE;
  }
}
