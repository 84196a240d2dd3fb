package dev.sluice.dataset.parquet;

import dev.sluice.dataset.run.FileEntry;
import dev.sluice.dataset.store.Root;
import java.io.IOException;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/** A Spark function that writes the rows of one partition as one Parquet file, in order. */
public record PartitionFiles(
    Target target,
    StructType schema,
    ParquetSettings settings,
    Broadcast<SerializableConfiguration> conf)
    implements Function2<Integer, Iterator<InternalRow>, Iterator<FileEntry>> {

  /** The destination of a partition's file. */
  public interface Target extends Serializable {
    /** Returns the path relative to the snapshot. */
    String path(int partition);

    /** Opens the file at this path. */
    DigestedFile file(String path, Configuration conf);
  }

  /**
   * Returns a target in a folder of the root.
   *
   * @param names one for each partition
   */
  public static Target in(Root root, String folder, List<String> names) {
    return new Stored(root, folder, List.copyOf(names));
  }

  /** Returns a target that stores no files, used to measure their sizes. */
  public static Target nowhere() {
    return new Nowhere();
  }

  @Override
  public Iterator<FileEntry> call(Integer partition, Iterator<InternalRow> rows)
      throws IOException {
    String path = target.path(partition);
    DigestedFile file = target.file(path, conf.value().value());
    long count = 0;
    boolean whole = false;
    try {
      RowParquet writer =
          RowParquet.open(file, schema, List.of(), settings, conf.value().value());
      while (rows.hasNext()) {
        writer.write(rows.next());
        count++;
      }
      writer.close();
      whole = true;
    } finally {
      if (!whole) {
        file.delete();
      }
    }
    return List.of(file.written(path, count)).iterator();
  }

  private record Stored(Root root, String folder, List<String> names) implements Target {
    /**
     * Each attempt has its own name, because Spark retries and speculates, and another holder of the run may make the
     * same view.
     */
    @Override
    public String path(int partition) {
      String attempt = UUID.randomUUID().toString().substring(0, 8);
      return names.get(partition) + "-" + attempt + ".parquet";
    }

    @Override
    public DigestedFile file(String path, Configuration conf) {
      return new DigestedFile(root.hadoopPath(folder + path, conf), conf);
    }
  }

  private record Nowhere() implements Target {
    @Override
    public String path(int partition) {
      // a file's path must not be empty, even if the file is not stored
      return "measured";
    }

    @Override
    public DigestedFile file(String path, Configuration conf) {
      return DigestedFile.nowhere(conf);
    }
  }
}
