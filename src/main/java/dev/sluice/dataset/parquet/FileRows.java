package dev.sluice.dataset.parquet;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.DataSource;
import org.apache.spark.sql.types.StructType;

/** The rows of given Parquet files, wherever they are. */
public final class FileRows {
  private static final Pattern PATTERN = Pattern.compile("[{}\\[\\]*?\\\\]");

  private FileRows() {}

  /**
   * Reads files. Spark checks that they exist, and throws an exception without declaring it.
   *
   * @param schema the columns
   */
  public static Dataset<Row> of(SparkSession spark, StructType schema, String... files) {
    if (files.length == 0) {
      return spark.createDataFrame(List.of(), schema.asNullable());
    }
    DataFrameReader reader = spark.read().schema(schema);
    return PATTERN.matcher(files[0]).find() ? oneByOne(reader, files) : reader.parquet(files);
  }

  /**
   * Reads files one by one. Spark takes their paths for patterns, on which Hadoop fails. With that switched off, Spark
   * would read each of n files n times.
   */
  private static Dataset<Row> oneByOne(DataFrameReader reader, String[] files) {
    reader.option(DataSource.GLOB_PATHS_KEY(), "false");
    return Arrays.stream(files).map(reader::parquet).reduce(Dataset::union).orElseThrow();
  }
}
