package dev.sluice.dataset.export;

import dev.sluice.access.AccessPath;
import dev.sluice.dataset.parquet.DigestedFile;
import dev.sluice.dataset.parquet.ParquetSettings;
import dev.sluice.dataset.run.Checkpoint;
import dev.sluice.dataset.store.Root;
import dev.sluice.source.ScanTally;
import java.io.Serializable;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;

/**
 * The destination and the format of what the tasks of one table write.
 *
 * @param snapshot the snapshot's folder, relative to the root
 * @param checkpoint the checkpoint of the table
 * @param shape the shape of the rows and of the files
 * @param path the access path of the rows
 * @param chunkUnits read units after which a chunk ends, at the next page
 */
record TableWrite(
    Root root,
    String snapshot,
    Checkpoint checkpoint,
    Shape shape,
    ParquetSettings settings,
    Broadcast<SerializableConfiguration> conf,
    AccessPath.Kind path,
    double chunkUnits)
    implements Serializable {
  /** The read units of a page of a Scan: those of 1 MB. */
  private static final double PAGE_UNITS = 128;

  /**
   * Returns whether a chunk between two marks is large enough. An export consumes no read units; its pages are as large as
   * those of a Scan.
   */
  boolean isFull(ScanTally.Mark from, ScanTally.Mark to) {
    double units = path == AccessPath.Kind.EXPORT
        ? PAGE_UNITS * (to.requests().pages() - from.requests().pages())
        : to.consumedReadUnits() - from.consumedReadUnits();
    return units >= chunkUnits;
  }

  /** Names the table's export, of all tasks. */
  List<String> kind() {
    return List.of(checkpoint.planId(), checkpoint.table());
  }

  Configuration hadoop() {
    return conf.value().value();
  }

  /** Returns the folder or file name of the table, as in the plan. */
  String table() {
    return checkpoint.table();
  }

  /** Returns the file at a path relative to the snapshot. */
  DigestedFile file(String path) {
    return new DigestedFile(hadoopPath(path), hadoop());
  }

  Path hadoopPath(String path) {
    return root.hadoopPath(snapshot + "/" + path, hadoop());
  }
}
