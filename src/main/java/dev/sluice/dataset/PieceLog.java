package dev.sluice.dataset;

import dev.sluice.dataset.store.Json;
import dev.sluice.dataset.store.Root;
import dev.sluice.dataset.store.Store;
import dev.sluice.dataset.store.StoreAccess;
import java.io.Serializable;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The pieces of a table that a run has finished, a document each: {@code runs/<run-id>/scan/pieces/<table>/000012.json}.
 * Tasks write them, one request each; the driver reads them when the run goes on.
 *
 * @param table the table's name
 */
record PieceLog(StoreAccess access, String runId, String table) implements Serializable {
  private static final String JSON = "application/json";

  /** Read units that went into no piece. */
  private record Lost(double readUnits) {}

  /**
   * Records a finished piece. Of several attempts at the same one the first counts.
   *
   * @return the one that counts
   */
  Piece commit(int number, Piece piece) {
    Store store = access.open();
    String path = path(number);
    return store.create(path, Json.write(piece), JSON)
        ? piece
        : store.read(path).map(json -> read(store, path, json)).orElse(piece);
  }

  /** Records what an attempt has consumed that came to nothing. */
  void lost(double readUnits) {
    String path = folder("lost") + "/" + UUID.randomUUID() + ".json";
    access.open().create(path, Json.write(new Lost(readUnits)), JSON);
  }

  /** By number. */
  Map<Integer, Piece> finished() {
    Store store = access.open();
    return store.list(folder("pieces")).parallelStream()
        .collect(Collectors.toMap(
            PieceLog::number,
            path -> read(store, path, store.read(path).orElseThrow()),
            (one, other) -> one,
            TreeMap::new));
  }

  /** What all attempts have consumed that came to nothing, as far as they could tell. */
  double lostReadUnits() {
    Store store = access.open();
    Function<String, Lost> read =
        path -> Json.read(store.read(path).orElseThrow(), Lost.class, store.location(path));
    return store.list(folder("lost")).stream()
        .map(read)
        .mapToDouble(Lost::readUnits)
        .sum();
  }

  /** Lets a piece be read again. */
  void forget(int number) {
    access.open().delete(path(number));
  }

  private String path(int number) {
    return String.format(Locale.ROOT, "%s/%06d.json", folder("pieces"), number);
  }

  private String folder(String kind) {
    return Root.scan(runId) + "/" + kind + "/" + table;
  }

  private static int number(String path) {
    return Integer.parseInt(path.substring(path.lastIndexOf('/') + 1, path.lastIndexOf('.')));
  }

  private static Piece read(Store store, String path, byte[] json) {
    return Json.read(json, Piece.class, store.location(path));
  }
}
