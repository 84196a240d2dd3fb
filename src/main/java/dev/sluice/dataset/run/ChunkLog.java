package dev.sluice.dataset.run;

import dev.sluice.dataset.store.Json;
import dev.sluice.dataset.store.Store;
import dev.sluice.dataset.store.StoreAccess;
import java.io.Serializable;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The chunks of a table that a run has read, a document each. Tasks write them, one request each; the driver reads them.
 *
 * @param table by the name that the plan gives it
 */
public record ChunkLog(StoreAccess access, String runId, String planId, String table)
    implements Serializable {
  /** Read units that went into no chunk. */
  private record Lost(double readUnits) {}

  /** Where a chunk stands. */
  private record At(int range, int index, String path) {
    static At of(String path) {
      String[] names = path.substring(0, path.lastIndexOf('.')).split("/", -1);
      return new At(
          Integer.parseInt(names[names.length - 2]),
          Integer.parseInt(names[names.length - 1]),
          path);
    }
  }

  /**
   * Records a chunk behind the one before it. Of several attempts at the same one the first counts.
   *
   * @return whether it is this one
   */
  public boolean commit(int range, int index, Chunk chunk) {
    Store store = access.open();
    String path = RunPaths.chunk(runId, planId, table, range, index);
    return Once.store(store, path, chunk, Chunk.class).attempt().equals(chunk.attempt());
  }

  /** Makes sure that files outlast what their record does: paths relative to the root. */
  public void sync(List<String> files) {
    Store store = access.open();
    files.forEach(store::sync);
  }

  /** Records what an attempt has consumed that came to nothing. */
  public void lost(double readUnits) {
    String path = RunPaths.lost(runId, planId, table) + "/" + UUID.randomUUID() + ".json";
    access.open().create(path, Json.write(new Lost(readUnits)), RunPaths.JSON);
  }

  /** By range, those recorded, in order; a range that was not begun is left out. */
  public SortedMap<Integer, List<Chunk>> read() {
    Store store = access.open();
    SortedMap<Integer, SortedMap<Integer, Chunk>> found = new TreeMap<>();
    List<At> listed =
        store.list(RunPaths.chunks(runId, planId, table)).stream().map(At::of).toList();
    List<Entry> all = listed.parallelStream().flatMap(at -> chunk(store, at)).toList();
    all.forEach(entry -> found
        .computeIfAbsent(entry.at().range(), r -> new TreeMap<>())
        .put(entry.at().index(), entry.chunk()));
    SortedMap<Integer, List<Chunk>> chunks = new TreeMap<>();
    found.forEach((range, byIndex) -> chunks.put(range, List.copyOf(byIndex.values())));
    return chunks;
  }

  private record Entry(At at, Chunk chunk) {}

  /** None where the run was finished and tidied up by another holder since it was listed. */
  private static Stream<Entry> chunk(Store store, At at) {
    return store.read(at.path()).stream()
        .map(json -> new Entry(at, Json.read(json, Chunk.class, store.location(at.path()))));
  }

  /** What all attempts have consumed that came to nothing, as far as they could tell. */
  public double lostReadUnits() {
    Store store = access.open();
    return store.list(RunPaths.lost(runId, planId, table)).stream()
        .flatMap(path -> store.read(path).stream()
            .map(json -> Json.read(json, Lost.class, store.location(path))))
        .mapToDouble(Lost::readUnits)
        .sum();
  }
}
