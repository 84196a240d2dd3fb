package dev.sluice.source;

import dev.sluice.wire.DescribingNames;
import dev.sluice.wire.DynamoJsonReader;
import dev.sluice.wire.OverflowText;
import java.util.ArrayList;
import java.util.List;

/** The key of an item as DynamoDB JSON, for messages. */
final class ItemKeyText {
  private ItemKeyText() {}

  /**
   * Returns the item's attributes of these names.
   *
   * @param describing the names of members that are no attributes
   * @param in the reader, before the item
   */
  static String of(DynamoJsonReader in, List<String> names, DescribingNames describing) {
    List<String> found = new ArrayList<>();
    if (in.open('{')) {
      do {
        in.name();
        String name = in.text();
        boolean wanted = names.contains(name) && !describing.describe(in);
        int start = in.position();
        in.skip();
        if (wanted) {
          found.add(OverflowText.quoted(name) + ":" + in.since(start));
        }
      } while (in.more('}'));
    }
    return "{" + String.join(",", found) + "}";
  }
}
