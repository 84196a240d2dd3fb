package dev.sluice.dataset.export;

import dev.sluice.dataset.run.Chunk;
import dev.sluice.dataset.run.FileEntry;
import dev.sluice.item.ItemCounts;
import dev.sluice.item.RequestStats;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * The sum of all chunks of a table.
 *
 * @param overflow attribute → DynamoDB type → number of values in {@code _overflow}
 * @param files in the order of the chunks
 * @param entities the entity types in the files
 */
record TableSum(
    ItemCounts items,
    double consumedReadUnits,
    RequestStats requests,
    Map<String, Map<String, Long>> overflow,
    List<FileEntry> files,
    Set<String> entities) {
  /** @param chunks range → chunks */
  static TableSum of(SortedMap<Integer, List<Chunk>> chunks) {
    ItemCounts items = ItemCounts.NONE;
    double units = 0;
    RequestStats requests = RequestStats.NONE;
    OverflowTally overflow = new OverflowTally();
    List<FileEntry> files = new ArrayList<>();
    Set<String> entities = new TreeSet<>();
    for (Chunk chunk : chunks.values().stream().flatMap(List::stream).toList()) {
      items = items.plus(chunk.items());
      units += chunk.consumedReadUnits();
      requests = requests.plus(chunk.requests());
      overflow.absorb(chunk.overflow());
      files.addAll(chunk.files());
      entities.addAll(chunk.entities());
    }
    return new TableSum(
        items, units, requests, overflow.counts(), List.copyOf(files), Set.copyOf(entities));
  }

  /** Returns the files without empty ones, or all files if all are empty. */
  List<FileEntry> filled() {
    return items.written() == 0
        ? files
        : files.stream().filter(file -> file.rows() > 0).toList();
  }
}
