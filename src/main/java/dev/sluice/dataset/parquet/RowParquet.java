package dev.sluice.dataset.parquet;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.datasources.parquet.ParquetWriteSupport;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.StructType;

/** Writes Spark's rows to Parquet as Spark itself does, including column metadata. */
public final class RowParquet {
  private static final long MAX_ROW_GROUP_BYTES = 128L << 20;

  /** A setting that Spark 4.1 requires. No column is a variant. */
  private static final String ANNOTATE_VARIANTS =
      "spark.sql.parquet.variant.annotateLogicalType.enabled";

  private RowParquet() {}

  /**
   * Opens a writer.
   *
   * @param plain the columns written without a dictionary; nested ones are named by their dotted path
   */
  public static ParquetWriter<InternalRow> open(
      OutputFile file,
      StructType schema,
      List<String> plain,
      ParquetSettings settings,
      Configuration conf)
      throws IOException {
    Configuration own = new Configuration(conf);
    ParquetWriteSupport.setSchema(schema, own);
    own.set(SQLConf.PARQUET_WRITE_LEGACY_FORMAT().key(), "false");
    own.set(SQLConf.PARQUET_OUTPUT_TIMESTAMP_TYPE().key(), "TIMESTAMP_MICROS");
    own.set(SQLConf.PARQUET_FIELD_ID_WRITE_ENABLED().key(), "false");
    own.set(ANNOTATE_VARIANTS, "false");
    Builder builder = new Builder(file).withConf(own);
    plain.forEach(column -> builder.withDictionaryEncoding(column, false));
    return builder
        .withCompressionCodec(codec(settings.compression()))
        // the manifest has a digest of the whole file
        .withPageWriteChecksumEnabled(false)
        .withRowGroupSize(Math.min(MAX_ROW_GROUP_BYTES, settings.targetFileBytes()))
        .build();
  }

  static CompressionCodecName codec(String name) {
    return CompressionCodecName.valueOf(name.toUpperCase(Locale.ROOT));
  }

  private static final class Builder extends ParquetWriter.Builder<InternalRow, Builder> {
    Builder(OutputFile file) {
      super(file);
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    protected WriteSupport<InternalRow> getWriteSupport(Configuration conf) {
      return new ParquetWriteSupport();
    }
  }
}
