package dev.sluice.bench.contestant;

import dev.sluice.bench.pages.BenchTable;
import java.net.URI;
import java.util.List;

/**
 * What a contestant is to do.
 *
 * @param contestant its name in {@link Contestants}
 * @param endpoint the server's
 * @param cores of Spark's local master
 * @param segments that the table is cut into; peers have a task for each
 * @param warmUps passes at least that are not measured; 0: none
 * @param codec of Parquet
 * @param folder for files; the contestant's own
 * @param expected what its rows must be: their count, then the table's checks; empty: not checked
 */
public record Task(
    String contestant,
    BenchTable table,
    URI endpoint,
    Sink sink,
    int cores,
    int segments,
    int warmUps,
    String codec,
    String folder,
    List<Long> expected) {
  /** Where rows go. */
  public enum Sink {
    NOOP,
    PARQUET
  }

  public Task {
    expected = List.copyOf(expected);
  }

  /** The same, with its files there. */
  public Task in(String ownFolder) {
    return new Task(
        contestant, table, endpoint, sink, cores, segments, warmUps, codec, ownFolder, expected);
  }
}
