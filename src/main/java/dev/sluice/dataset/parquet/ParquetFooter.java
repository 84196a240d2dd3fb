package dev.sluice.dataset.parquet;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.Type;
import org.apache.spark.sql.execution.datasources.parquet.ParquetReadSupport;

/**
 * The footer of a Parquet file.
 *
 * @param rows the number of rows
 * @param columns the names of the top-level columns
 * @param sparkSchema Spark's JSON of the schema; empty if the file was not written by Spark or Sluice
 */
public record ParquetFooter(long rows, List<String> columns, Optional<String> sparkSchema) {
  /**
   * Reads the footer of a file.
   *
   * @throws IOException if the file cannot be read
   * @throws RuntimeException if it is not a complete Parquet file
   */
  public static ParquetFooter read(Path file, Configuration conf) throws IOException {
    try (ParquetFileReader reader = ParquetFileReader.open(HadoopInputFile.fromPath(file, conf))) {
      FileMetaData meta = reader.getFileMetaData();
      return new ParquetFooter(
          reader.getRecordCount(),
          meta.getSchema().getFields().stream().map(Type::getName).toList(),
          Optional.ofNullable(
              meta.getKeyValueMetaData().get(ParquetReadSupport.SPARK_METADATA_KEY())));
    }
  }
}
