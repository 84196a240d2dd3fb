package dev.sluice.dataset;

import dev.sluice.dataset.run.Chunk;
import dev.sluice.source.Requests;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * All chunks of a table together.
 *
 * @param files in the order of the chunks
 */
record TableSum(
    long scanned,
    long expired,
    long rejected,
    long written,
    double consumedReadUnits,
    Requests requests,
    Map<String, Map<String, Long>> overflow,
    List<Chunk.Written> files) {
  static TableSum of(Iterable<Chunk> chunks) {
    OverflowTally overflow = new OverflowTally();
    List<Chunk.Written> files = new ArrayList<>();
    TableSum sum = new TableSum(0, 0, 0, 0, 0, Requests.NONE, Map.of(), List.of());
    for (Chunk chunk : chunks) {
      overflow.absorb(chunk.overflow());
      files.addAll(chunk.files());
      sum = sum.plus(chunk);
    }
    return sum.with(overflow.counts(), files);
  }

  private TableSum plus(Chunk chunk) {
    return new TableSum(
        scanned + chunk.scanned(),
        expired + chunk.expired(),
        rejected + chunk.rejected(),
        written + chunk.written(),
        consumedReadUnits + chunk.consumedReadUnits(),
        requests.plus(chunk.requests()),
        overflow,
        files);
  }

  private TableSum with(Map<String, Map<String, Long>> values, List<Chunk.Written> all) {
    return new TableSum(
        scanned, expired, rejected, written, consumedReadUnits, requests, values, List.copyOf(all));
  }
}
