package dev.sluice.dataset;

import dev.sluice.source.TableSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * A table before its items are read: what is known of its columns.
 *
 * @param schema of the table as a whole
 * @param kinds of item, where they are told apart, as far as the sample saw them → their columns
 */
public record KnownTable(String name, StructType schema, Map<String, StructType> kinds) {
  /** A table whose items are all of one kind. */
  public KnownTable(String name, StructType schema) {
    this(name, schema, Map.of());
  }

  static KnownTable of(OpenTable table) {
    return new KnownTable(table.name(), table.schema(), kinds(table.recorded()));
  }

  /** As its description and a sample say. */
  public static KnownTable of(TableRead read, TableSource source) {
    StructType columns = read.kept(source);
    Shards.check(columns, read.shardedAttributes());
    TableSchema schema = TableSchema.of(read, source, columns, Optional.empty());
    return new KnownTable(source.description().name(), columns, kinds(schema));
  }

  private static Map<String, StructType> kinds(TableSchema schema) {
    Map<String, StructType> kinds = new TreeMap<>();
    schema.entities().forEach((kind, entity) -> kinds.put(kind, entity.struct()));
    return kinds;
  }

  /** The folder of a kind of item below {@code tables/}. */
  public String in(String kind) {
    List<StructType> all = new ArrayList<>(List.of(schema));
    all.addAll(kinds.values());
    return name + "/" + Entities.folder(FolderKeys.of(all).entity(), kind);
  }

  /** Without a row, the columns that {@link Snapshot#table(String)} has. */
  public Dataset<Row> empty(SparkSession spark) {
    List<Dataset<Row>> all =
        kinds.values().stream().map(columns -> empty(spark, columns)).toList();
    return all.isEmpty() ? empty(spark, schema) : EntityUnion.of(all);
  }

  private static Dataset<Row> empty(SparkSession spark, StructType columns) {
    return spark.createDataFrame(List.of(), columns.asNullable());
  }

  /** Without a row, the columns of one kind of item. */
  public Dataset<Row> empty(SparkSession spark, String kind) {
    StructType columns = kinds.get(kind);
    if (columns == null) {
      throw new IllegalArgumentException("table " + name + " has no items of kind " + kind);
    }
    return empty(spark, columns);
  }
}
