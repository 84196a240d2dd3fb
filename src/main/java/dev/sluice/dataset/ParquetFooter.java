package dev.sluice.dataset;

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
 * What parquet-hadoop reads at a file's end.
 *
 * @param rows that the file says it has
 * @param columns their names
 * @param sparkSchema as Spark's JSON; empty where the file was not written by Spark or Sluice
 */
record ParquetFooter(long rows, List<String> columns, Optional<String> sparkSchema) {
  /**
   * @throws IOException where the file cannot be read
   * @throws RuntimeException where it is no whole Parquet file
   */
  static ParquetFooter read(Path file, Configuration conf) throws IOException {
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
