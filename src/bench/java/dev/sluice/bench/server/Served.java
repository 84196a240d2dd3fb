package dev.sluice.bench.server;

import java.util.List;

/**
 * What a server says of itself once it is ready.
 *
 * @param expected what a reader must find: the count of items, then the table's checks
 */
public record Served(int port, long pages, long itemBytes, List<Long> expected) {
  public long items() {
    return expected.get(0);
  }
}
