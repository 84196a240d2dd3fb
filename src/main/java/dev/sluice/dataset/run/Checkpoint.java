package dev.sluice.dataset.run;

import dev.sluice.dataset.store.Documents;
import dev.sluice.dataset.store.Json;
import dev.sluice.dataset.store.Store;
import dev.sluice.dataset.store.StoreAccess;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The chunks of a table that a run has read, one document each. Tasks write them, with one request each. The driver
 * reads them and resumes the scan after the last chunk of each range.
 *
 * @param table its name in the plan
 */
public record Checkpoint(StoreAccess access, String runId, String planId, String table)
    implements Serializable {
  /** Read units that an attempt consumed without recording a chunk. */
  private record Lost(double readUnits) {}

  /** The range and the number of a chunk, and the path of its document. */
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
   * Records a chunk after the one before it. Of several attempts at the same chunk the first one counts.
   *
   * @return whether this attempt's record is the valid one
   */
  public boolean commit(int range, int index, Chunk chunk) {
    Store store = access.open();
    String path = RunPaths.chunk(runId, planId, table, range, index);
    return Once.store(store, path, chunk, Chunk.class).attempt().equals(chunk.attempt());
  }

  /** Syncs files before they are recorded. Paths are relative to the root. */
  public void sync(List<String> files) {
    Store store = access.open();
    files.forEach(store::sync);
  }

  /** Records read units that an attempt consumed without recording a chunk. */
  public void lost(double readUnits) {
    String path = RunPaths.lost(runId, planId, table) + "/" + UUID.randomUUID() + ".json";
    access.open().create(path, Json.write(new Lost(readUnits)), RunPaths.JSON);
  }

  /** Reads the recorded chunks by range, in order. A range without chunks is left out. */
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

  /** Reads a chunk; empty if another holder has finished the run and removed it since it was listed. */
  private static Stream<Entry> chunk(Store store, At at) {
    return store.read(at.path()).stream()
        .map(json -> new Entry(at, Json.read(json, Chunk.class, store.location(at.path()))));
  }

  /**
   * Removes all checkpoints of a run, once its manifest is stored. The plan stays, with the day and the start of the
   * run.
   */
  public static void remove(Store store, String runId) {
    store.deleteAll(RunPaths.scan(runId));
    store.deleteAll(RunPaths.views(runId));
  }

  /** Records of the views made from a plan's tables, one document each, created once. */
  public record Views(Documents documents, RunPlan plan) {
    /** Returns the record of a view; empty if it has not been made. */
    public <T> Optional<T> find(String view, Class<T> type) {
      String path = path(view);
      return documents.read(path).map(json -> Json.read(json, type, documents.location(path)));
    }

    /** Records a view unless one is already recorded. Returns the recorded one. */
    public <T> T store(String view, T made, Class<T> type) {
      return Once.store(documents, path(view), made, type);
    }

    private String path(String view) {
      return RunPaths.view(plan.runId(), plan.planId(), view);
    }
  }

  /** Returns the read units that attempts consumed without recording a chunk, as far as they could report them. */
  public double lostReadUnits() {
    Store store = access.open();
    return store.list(RunPaths.lost(runId, planId, table)).stream()
        .flatMap(path -> store.read(path).stream()
            .map(json -> Json.read(json, Lost.class, store.location(path))))
        .mapToDouble(Lost::readUnits)
        .sum();
  }
}
