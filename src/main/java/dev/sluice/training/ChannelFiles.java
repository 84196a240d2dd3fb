package dev.sluice.training;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.udf;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.sluice.dataset.run.FileEntry;
import dev.sluice.dataset.view.ViewFolder;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.DataTypes;

/** Writes the channels' files. The same rows give the same files in the same order, however Spark distributes them. */
final class ChannelFiles {
  /** The number of rows whose size in Parquet is measured, to choose the number of rows per file. */
  private static final long MEASURED = 20_000;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ViewFolder folder;
  private final TrainingSettings settings;
  private final ViewColumns columns;

  ChannelFiles(ViewFolder folder, TrainingSettings settings, ViewColumns columns) {
    this.folder = folder;
    this.settings = settings;
    this.columns = columns;
  }

  /** Returns a channel's folder in the snapshot. */
  static String folder(Channel channel) {
    return "training/" + channel.word();
  }

  /** Returns the files of a channel. */
  static List<FileEntry> of(Channel channel, List<FileEntry> files) {
    return files.stream().filter(file -> file.isIn(folder(channel))).toList();
  }

  /**
   * Returns a channel's files as SageMaker's {@code S3DataType: ManifestFile}: {@code [{"prefix":
   * "s3://bucket/folder/"}, "file", …]}. SageMaker requires {@code s3:} instead of {@code s3a:}.
   */
  String sageMakerManifest(Channel channel, List<FileEntry> files) {
    String prefix = folder(channel);
    ArrayNode document = JSON.createArrayNode();
    String location = folder.location(prefix).replaceFirst("^s3a:", "s3:");
    document.addObject().put("prefix", location + "/");
    of(channel, files).forEach(file -> document.add(file.path().substring(prefix.length() + 1)));
    try {
      return JSON.writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes all files. */
  List<FileEntry> write(ChannelRows channels) {
    FilePlan plan = new FilePlan(
        channels.histogram(),
        settings.split().channels(),
        bytesPerRow(channels),
        folder.settings().targetFileBytes(),
        settings.minFiles());
    Column key = udf((UDF2<Integer, Long, Integer>) plan::key, DataTypes.IntegerType)
        .apply(col("channel"), col("order"));
    Dataset<Row> spread =
        channels.rows().withColumn("file", key).repartition(plan.size(), col("file"));
    List<FileEntry> files = folder.write(ordered(spread), plan.names());
    check(plan, files);
    return files;
  }

  /** Measures the first rows in the overall order, so results are deterministic. */
  private double bytesPerRow(ChannelRows channels) {
    int step = channels.histogram().stepOf(MEASURED);
    Column few = udf(
            (UDF1<Long, Boolean>) order -> FilePlan.upTo(step, order), DataTypes.BooleanType)
        .apply(col("order"));
    Dataset<Row> measured = ordered(channels.rows().filter(few).repartition(1));
    return (double) folder.measure(measured) / Math.max(1, channels.histogram().upTo(step));
  }

  /** Returns the view's columns. The rows of each partition are in the order of their file. */
  private Dataset<Row> ordered(Dataset<Row> rows) {
    // as text, because its type may have no order
    Column label = to_json(struct(col("typedLabel")));
    return rows.sortWithinPartitions(
            col("order"), col("id"), col("print0"), col("print1"), col("values"), label)
        .select(columns.output());
  }

  /** Checks that Spark has sent each row to the file that it was planned for. */
  private void check(FilePlan plan, List<FileEntry> files) {
    for (Channel channel : settings.split().channels()) {
      long rows = of(channel, files).stream().mapToLong(FileEntry::rows).sum();
      if (rows != plan.rows(channel)) {
        throw new IllegalStateException("channel " + channel.word() + " has " + rows
            + " rows in its files, " + plan.rows(channel) + " are its own");
      }
    }
  }
}
