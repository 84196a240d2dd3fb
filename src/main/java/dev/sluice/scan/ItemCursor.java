package dev.sluice.scan;

import dev.sluice.wire.DynamoJsonReader;
import dev.sluice.wire.WireException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The items of one page, one after the other. Whatever is wrong with them is said with the page's place; among it, that
 * they are not as many as the page says. One consumer's own.
 */
public final class ItemCursor {
  private final Page page;
  private final DynamoJsonReader in;
  private int items;
  private boolean more;

  /**
   * Stands before the first item.
   *
   * @throws dev.sluice.failure.ResourceUnavailableException where the page is none
   */
  public ItemCursor(Page page) {
    this.page = page;
    this.in = page.items();
    try {
      more = in.open('[');
      endUnlessMore();
    } catch (WireException e) {
      throw damaged(e);
    }
  }

  public boolean hasNext() {
    return more;
  }

  /**
   * Reads the next item, and what is behind it.
   *
   * @param read takes the wire from the item's beginning to its end
   * @throws dev.sluice.failure.ResourceUnavailableException where the page is none
   */
  public <T extends @Nullable Object> T next(Function<DynamoJsonReader, T> read) {
    try {
      T item = read.apply(in);
      items++;
      more = in.more(']');
      endUnlessMore();
      return item;
    } catch (WireException e) {
      throw damaged(e);
    }
  }

  private void endUnlessMore() {
    if (!more) {
      in.end();
      if (page.count() != Page.UNTOLD && page.count() != items) {
        throw page.place()
            .unusable("has %d items but counts %d".formatted(items, page.count()), null);
      }
    }
  }

  private RuntimeException damaged(WireException e) {
    return page.place().unusable("is no DynamoDB JSON: " + e.getMessage(), e);
  }
}
