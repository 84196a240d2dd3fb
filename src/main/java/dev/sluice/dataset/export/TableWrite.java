package dev.sluice.dataset.export;

import dev.sluice.dataset.parquet.DigestedFile;
import dev.sluice.dataset.parquet.ParquetSettings;
import dev.sluice.dataset.run.Checkpoint;
import dev.sluice.dataset.store.Root;
import java.io.Serializable;
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
 * @param chunkUnits read units after which a chunk ends, at the next page
 */
record TableWrite(
    Root root,
    String snapshot,
    Checkpoint checkpoint,
    Shape shape,
    ParquetSettings settings,
    Broadcast<SerializableConfiguration> conf,
    double chunkUnits)
    implements Serializable {
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
