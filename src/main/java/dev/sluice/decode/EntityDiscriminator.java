package dev.sluice.decode;

import dev.sluice.item.AttributeType;
import dev.sluice.wire.DynamoJsonReader;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Tells the entity types in a table apart by the text, number or boolean in an attribute.
 *
 * @param attribute of the item itself, not inside a map
 * @param separator ends the entity type, {@code USER} of {@code USER#17}; null: the type is the whole value
 */
public record EntityDiscriminator(
    String attribute, @Nullable String separator) implements Serializable {
  /** The entity type of items that have no such attribute. */
  public static final String NONE = "";

  /** Returns the entity type of the next item, which must be sound; the cursor stays before it. */
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
