package dev.sluice.dataset.parquet;

import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.schema.MessageType;
import org.apache.spark.sql.execution.datasources.parquet.ParquetReadSupport;
import org.apache.spark.sql.execution.datasources.parquet.SparkToParquetSchemaConverter;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.StructType;

/**
 * The schema of a file, as Spark itself would write it.
 *
 * @param columns Parquet's schema
 * @param metadata the footer's properties: Spark's schema, with each column's metadata, and its version
 */
record FileSchema(MessageType columns, Map<String, String> metadata) {
  /** A setting that Spark 4.1 requires. No column is a variant. */
  private static final String ANNOTATE_VARIANTS =
      "spark.sql.parquet.variant.annotateLogicalType.enabled";

  /** Returns the schema of a file of such rows. */
  static FileSchema of(StructType rows) {
    Configuration format = new Configuration(false);
    format.set(SQLConf.PARQUET_WRITE_LEGACY_FORMAT().key(), "false");
    format.set(SQLConf.PARQUET_OUTPUT_TIMESTAMP_TYPE().key(), "TIMESTAMP_MICROS");
    format.set(SQLConf.PARQUET_FIELD_ID_WRITE_ENABLED().key(), "false");
    format.set(ANNOTATE_VARIANTS, "false");
    // a HashMap, because the order of the properties in the footer is that of the map
    Map<String, String> metadata = new HashMap<>();
    metadata.put(
        org.apache.spark.sql.package$.MODULE$.SPARK_VERSION_METADATA_KEY(),
        org.apache.spark.package$.MODULE$.SPARK_VERSION_SHORT());
    metadata.put(ParquetReadSupport.SPARK_METADATA_KEY(), rows.json());
    return new FileSchema(new SparkToParquetSchemaConverter(format).convert(rows), metadata);
  }
}
