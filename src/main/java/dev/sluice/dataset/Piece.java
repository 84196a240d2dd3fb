package dev.sluice.dataset;

import dev.sluice.source.Requests;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What one task has read and written of a table, once its files are complete. Recorded as JSON when it is finished.
 *
 * @param requests that it took
 * @param overflow attribute → DynamoDB type → how many values are in {@code _overflow}
 * @param files Parquet files, and the file of rejected items if there are any; paths relative to the snapshot
 */
record Piece(
    long scanned,
    long expired,
    long rejected,
    long written,
    double consumedReadUnits,
    Requests requests,
    Map<String, Map<String, Long>> overflow,
    List<Written> files)
    implements Serializable {
  Piece {
    // absent in what older versions wrote
    requests = requests == null ? Requests.NONE : requests;
  }

  /** A file; {@code rows} as the manifest has them. */
  record Written(String path, long rows, long bytes, String sha256) implements Serializable {
    Manifest.FileEntry entry() {
      return new Manifest.FileEntry(path, rows, bytes, sha256);
    }
  }

  static Piece none() {
    return new Piece(0, 0, 0, 0, 0, Requests.NONE, Map.of(), List.of());
  }

  /** All together, files in the order of the pieces. */
  static Piece sum(Iterable<Piece> pieces) {
    OverflowTally overflow = new OverflowTally();
    Piece sum = none();
    Stream.Builder<Written> files = Stream.builder();
    for (Piece piece : pieces) {
      overflow.absorb(piece.overflow);
      piece.files.forEach(files);
      sum = sum.counting(piece);
    }
    return new Piece(
        sum.scanned,
        sum.expired,
        sum.rejected,
        sum.written,
        sum.consumedReadUnits,
        sum.requests,
        overflow.counts(),
        files.build().toList());
  }

  private Piece counting(Piece other) {
    return new Piece(
        scanned + other.scanned,
        expired + other.expired,
        rejected + other.rejected,
        written + other.written,
        consumedReadUnits + other.consumedReadUnits,
        requests.plus(other.requests),
        Map.of(),
        List.of());
  }
}
