package dev.sluice.dataset;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;

/**
 * What one task has read and written of a table.
 *
 * @param files Parquet files, and the file of rejected items if there are any; paths relative to the snapshot
 */
record Piece(
    long scanned,
    long expired,
    long rejected,
    long written,
    double consumedReadUnits,
    OverflowTally overflow,
    List<Written> files)
    implements Serializable {
  /** A file; {@code rows} is 0 for what is no Parquet. */
  record Written(String path, long rows, long bytes, String sha256) implements Serializable {
    Manifest.FileEntry entry() {
      return new Manifest.FileEntry(path, rows, bytes, sha256);
    }
  }

  static Piece none() {
    return new Piece(0, 0, 0, 0, 0, new OverflowTally(), List.of());
  }

  /** Both together. */
  Piece plus(Piece other) {
    OverflowTally both = new OverflowTally();
    both.absorb(overflow);
    both.absorb(other.overflow);
    return new Piece(
        scanned + other.scanned,
        expired + other.expired,
        rejected + other.rejected,
        written + other.written,
        consumedReadUnits + other.consumedReadUnits,
        both,
        Stream.concat(files.stream(), other.files.stream()).toList());
  }
}
