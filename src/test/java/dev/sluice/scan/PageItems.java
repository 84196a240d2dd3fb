package dev.sluice.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.wire.DynamoJsonReader;
import java.util.List;

/** A page's items as the JSON that came. */
final class PageItems {
  private PageItems() {}

  static void add(Page page, List<String> items) {
    int before = items.size();
    DynamoJsonReader in = page.items();
    if (in.open('[')) {
      do {
        int start = in.position();
        in.skip();
        items.add(in.since(start));
      } while (in.more(']'));
    }
    assertThat(items.size() - before).isEqualTo(page.count());
  }
}
