package dev.sluice.decode;

import dev.sluice.wire.DescribingNames;
import dev.sluice.wire.DynamoJsonReader;
import dev.sluice.wire.OverflowText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The key of an item as DynamoDB JSON, its values as DynamoDB sent them. */
final class KeyText {
  private KeyText() {}

  /**
   * Returns the key of the next item.
   *
   * @param attributes the attributes of the key, in order
   * @param describing the names of members that are no attributes of an item
   * @return null if the item has not all of them
   */
  static @Nullable String of(
      DynamoJsonReader in, List<String> attributes, DescribingNames describing) {
    @Nullable String[] values = new String[attributes.size()];
    if (in.open('{')) {
      do {
        in.name();
        int which = describing.describe(in) ? -1 : attributes.indexOf(in.text());
        int start = in.position();
        in.skip();
        if (which >= 0) {
          values[which] = in.since(start);
        }
      } while (in.more('}'));
    }
    return text(attributes, values);
  }

  private static @Nullable String text(List<String> attributes, @Nullable String[] values) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < values.length; i++) {
      if (values[i] == null) {
        return null;
      }
      text.append(i == 0 ? '{' : ',')
          .append(OverflowText.quoted(attributes.get(i)))
          .append(':')
          .append(values[i]);
    }
    return text.append('}').toString();
  }
}
