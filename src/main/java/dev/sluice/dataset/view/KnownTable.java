package dev.sluice.dataset.view;

import dev.sluice.dataset.layout.EntityFolders;
import dev.sluice.dataset.layout.FolderKeys;
import dev.sluice.dataset.layout.TableSchema;
import dev.sluice.dataset.snapshot.EntityUnion;
import dev.sluice.dataset.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * A table before its items are read, with its columns as far as they are known.
 *
 * @param schema the schema of the table as a whole
 * @param entities entity type → its columns, for the types in the sample; empty for a table without entity types
 */
public record KnownTable(String name, StructType schema, Map<String, StructType> entities) {
  /** Describes a table by its columns and its recorded schema. */
  public static KnownTable of(String name, StructType columns, TableSchema schema) {
    return new KnownTable(name, columns, columns(schema));
  }

  private static Map<String, StructType> columns(TableSchema schema) {
    Map<String, StructType> columns = new TreeMap<>();
    schema.entities().forEach((type, entity) -> columns.put(type, entity.struct()));
    return columns;
  }

  /** Returns the folder of an entity type below {@code tables/}. */
  public String in(String entity) {
    List<StructType> all = new ArrayList<>(List.of(schema));
    all.addAll(entities.values());
    return name + "/" + EntityFolders.folder(FolderKeys.of(all).entity(), entity);
  }

  /** Returns an empty Dataset with the columns of {@link Snapshot#table(String)}. */
  public Dataset<Row> empty(SparkSession spark) {
    List<Dataset<Row>> all =
        entities.values().stream().map(columns -> empty(spark, columns)).toList();
    return all.isEmpty() ? empty(spark, schema) : EntityUnion.of(all);
  }

  private static Dataset<Row> empty(SparkSession spark, StructType columns) {
    return spark.createDataFrame(List.of(), columns.asNullable());
  }

  /** Returns an empty Dataset with the columns of one entity type. */
  public Dataset<Row> empty(SparkSession spark, String entity) {
    StructType columns = entities.get(entity);
    if (columns == null) {
      throw new IllegalArgumentException("table " + name + " has no entity type " + entity);
    }
    return empty(spark, columns);
  }
}
