package dev.sluice.bench.server;

import dev.sluice.bench.pages.PagePool;
import dev.sluice.bench.pages.PoolPage;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.LongStream;

/** A table of a given size: the pool's pages over and over, cut into segments of neighbouring pages. */
final class ServedTable {
  private final PagePool pool;
  private final long pages;

  /** Made when first asked for: a pass that is measured finds them made. */
  private final ConcurrentMap<Projection, PoolPage> projections = new ConcurrentHashMap<>();

  ServedTable(PagePool pool, long items) {
    this.pool = pool;
    this.pages = pool.pagesFor(items);
  }

  /**
   * A place to go on at.
   *
   * @param page counted over the whole table
   * @param item within the page
   */
  record Position(long page, int item) {
    static Position parse(String text) {
      int dash = text.indexOf('-');
      return new Position(
          Long.parseLong(text.substring(0, dash)), Integer.parseInt(text.substring(dash + 1)));
    }

    @Override
    public String toString() {
      return page + "-" + item;
    }
  }

  PagePool pool() {
    return pool;
  }

  PoolPage page(long number) {
    return pool.page(number);
  }

  /**
   * A page's items with these attributes only.
   *
   * @param attributes empty: all
   */
  PoolPage page(long number, Set<String> attributes) {
    return attributes.isEmpty()
        ? page(number)
        : projections.computeIfAbsent(
            new Projection(number % pool.table().poolPages(), attributes),
            projection -> page(number).projected(attributes));
  }

  /**
   * A page's items without their other attributes.
   *
   * @param page in the pool
   */
  private record Projection(long page, Set<String> attributes) {}

  Served served(int port) {
    return new Served(port, pages, itemBytes(), pool.expected(pages));
  }

  long itemBytes() {
    return LongStream.range(0, pages).map(n -> page(n).itemBytes()).sum();
  }

  long items() {
    return LongStream.range(0, pages).map(n -> page(n).count()).sum();
  }

  Position start(int segment, int segments) {
    return new Position(pages * segment / segments, 0);
  }

  /** The page at which a segment ends, itself no longer of it. */
  long end(int segment, int segments) {
    return pages * (segment + 1) / segments;
  }
}
