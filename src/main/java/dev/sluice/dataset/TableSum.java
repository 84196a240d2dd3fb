package dev.sluice.dataset;

import dev.sluice.dataset.run.Chunk;
import dev.sluice.source.Requests;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * All chunks of a table together.
 *
 * @param files in the order of the chunks
 * @param kinds of item in them
 */
record TableSum(
    long scanned,
    long expired,
    long rejected,
    long written,
    double consumedReadUnits,
    Requests requests,
    Map<String, Map<String, Long>> overflow,
    List<Chunk.Written> files,
    Set<String> kinds) {
  static TableSum of(Iterable<Chunk> chunks) {
    OverflowTally overflow = new OverflowTally();
    List<Chunk.Written> files = new ArrayList<>();
    Set<String> kinds = new TreeSet<>();
    TableSum sum = new TableSum(0, 0, 0, 0, 0, Requests.NONE, Map.of(), List.of(), Set.of());
    for (Chunk chunk : chunks) {
      overflow.absorb(chunk.overflow());
      files.addAll(chunk.files());
      kinds.addAll(chunk.kinds());
      sum = sum.plus(chunk);
    }
    return sum.with(overflow.counts(), files, kinds);
  }

  /** The files, an empty one only where there is nothing in any. */
  List<Chunk.Written> filled() {
    return written == 0 ? files : files.stream().filter(file -> file.rows() > 0).toList();
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
        files,
        kinds);
  }

  private TableSum with(
      Map<String, Map<String, Long>> values, List<Chunk.Written> all, Set<String> met) {
    return new TableSum(
        scanned,
        expired,
        rejected,
        written,
        consumedReadUnits,
        requests,
        values,
        List.copyOf(all),
        Set.copyOf(met));
  }
}
