package dev.sluice.dataset.run;

import dev.sluice.dataset.store.Root;
import java.io.Serializable;

/**
 * A finished file of a snapshot, as checkpoints and the manifest list it.
 *
 * @param path the path relative to the snapshot's folder
 * @param rows the rows of a Parquet file, or the lines of a file of rejected items; 0 for all other files
 * @param sha256 the digest in hexadecimal
 */
public record FileEntry(String path, long rows, long bytes, String sha256) implements Serializable {
  public FileEntry {
    if (!Root.isBelow(path)) {
      throw new IllegalArgumentException("a file that is not the snapshot's own: " + path);
    }
  }

  /** Returns whether the file belongs to a table, in whichever of its folders it is. */
  public boolean belongsTo(String table) {
    return isIn("tables/" + table);
  }

  /** Returns whether the file is below a folder of the snapshot. */
  public boolean isIn(String folder) {
    return path.startsWith(folder + "/");
  }

  /** Returns whether the file is a Parquet file. */
  public boolean parquet() {
    return path.endsWith(".parquet");
  }

  /** Returns whether the file contains rejected items, one JSON line each. */
  public boolean rejected() {
    return isIn("rejected");
  }
}
