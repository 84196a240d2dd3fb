package dev.sluice.scan;

import dev.sluice.wire.DynamoJsonReader;
import dev.sluice.wire.WireException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the items of one page, one after the other. Errors name the page, including when the number of items differs
 * from the page's count. Not thread-safe.
 */
public final class ItemCursor {
  private final Page page;
  private final DynamoJsonReader in;
  private int items;
  private boolean more;

  /**
   * Begins before the first item.
   *
   * @throws dev.sluice.failure.ResourceUnavailableException if the page is damaged
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

  /** Returns the position of the item that is read next, or is being read, for people. */
  public String place() {
    return page.id().item(items);
  }

  /**
   * Reads the next item, and the separator after it.
   *
   * @param read moves the reader from the beginning of the item to its end
   * @throws dev.sluice.failure.ResourceUnavailableException if the page is damaged
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
      if (page.count() != Page.UNKNOWN_COUNT && page.count() != items) {
        throw page.id().unusable("has %d items but counts %d".formatted(items, page.count()), null);
      }
    }
  }

  private RuntimeException damaged(WireException e) {
    return page.id().unusable("is no DynamoDB JSON: " + e.getMessage(), e);
  }
}
