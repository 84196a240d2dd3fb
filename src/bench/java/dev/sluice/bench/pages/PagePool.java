package dev.sluice.bench.pages;

import dev.sluice.demo.export.ItemJson;
import dev.sluice.write.ItemSize;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A table's different pages, the same in every process. */
public final class PagePool {
  private static final long PAGE_BYTES = 1 << 20;
  private static final long SEED = 42;

  private final BenchTable table;
  private final List<PoolPage> pages;

  private PagePool(BenchTable table, List<PoolPage> pages) {
    this.table = table;
    this.pages = pages;
  }

  /** Makes as many pages as the table has different ones. */
  public static PagePool of(BenchTable table) {
    return of(table, table.poolPages());
  }

  /** Makes so many pages only. */
  public static PagePool of(BenchTable table, int count) {
    Random random = new Random(SEED);
    List<PoolPage> pages = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      pages.add(page(table, random));
    }
    return new PagePool(table, pages);
  }

  public BenchTable table() {
    return table;
  }

  /** A page by its number, of any size: after the last comes the first again. */
  public PoolPage page(long number) {
    return pages.get((int) (number % pages.size()));
  }

  /** How many pages hold at least so many items. */
  public long pagesFor(long items) {
    long number = 0;
    for (long held = 0; held < items; number++) {
      held += page(number).count();
    }
    return number;
  }

  /** What a reader of so many pages must find: the count of items, then the table's checks. */
  public List<Long> expected(long pageCount) {
    long[] expected = new long[1 + table.checks().size()];
    for (long number = 0; number < pageCount; number++) {
      PoolPage page = page(number);
      expected[0] += page.count();
      for (int check = 1; check < expected.length; check++) {
        expected[check] += page.sum(check - 1);
      }
    }
    List<Long> boxed = new ArrayList<>();
    for (long value : expected) {
      boxed.add(value);
    }
    return boxed;
  }

  /** DynamoDB ends a page with the item that reaches 1 MB. */
  private static PoolPage page(BenchTable table, Random random) {
    List<byte[]> items = new ArrayList<>();
    long[] sums = new long[table.checks().size()];
    long bytes = 0;
    while (bytes < PAGE_BYTES && items.size() < table.itemsAPage()) {
      ItemMaker.Made made = table.maker().make(random);
      items.add(json(made));
      bytes += ItemSize.bytes(made.item());
      for (int check = 0; check < sums.length; check++) {
        sums[check] += made.checks().get(check);
      }
    }
    return new PoolPage(items, bytes, sums);
  }

  private static byte[] json(ItemMaker.Made made) {
    try {
      return ItemJson.of(made.item());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
