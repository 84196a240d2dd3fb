package dev.sluice.dataset.export;

import dev.sluice.dataset.layout.DayColumn;
import dev.sluice.dataset.layout.DayFolders;
import dev.sluice.dataset.layout.FolderKeys;
import dev.sluice.dataset.layout.Shards;
import dev.sluice.dataset.layout.TableSchema;
import dev.sluice.dataset.run.Role;
import dev.sluice.decode.ColumnMetadata;
import dev.sluice.item.OverflowColumn;
import dev.sluice.source.TableSource;
import dev.sluice.sql.SqlNames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * The layout of tables in files, and the rows that a scan must return for it.
 *
 * @param days the column of days by which the table of events is divided into folders; null: no such folders
 * @param afresh whether columns are found anew instead of continuing those of the previous snapshot
 */
public record RowLayout(@Nullable DayColumn days, boolean afresh) {
  /** Returns the table with columns that continue its earlier ones. */
  public TableSource continued(TableSource table, Optional<TableSchema.Baseline> before) {
    return before.filter(then -> !afresh).map(then -> then.widened(table)).orElse(table);
  }

  /**
   * Returns the rows to scan, with their day if the table is divided by day. For a table with entity types, these are
   * the items themselves.
   */
  Dataset<Row> laidOut(TableRead read, TableSource source, Dataset<Row> kept) {
    Dataset<Row> rows = days != null && byDay(read) ? DayFolders.dated(kept, days) : kept;
    if (source.entityBy().isEmpty()) {
      return rows;
    }
    List<String> columns = Arrays.asList(withoutItem(kept).fieldNames());
    return rows.select(Arrays.stream(rows.columns())
        .filter(name -> !columns.contains(name))
        .map(SqlNames::column)
        .toArray(Column[]::new));
  }

  /** Returns the columns of the files of a table without entity types. */
  StructType columns(TableRead read, Dataset<Row> kept) {
    return Shards.added(withoutItem(kept), read.shardedAttributes());
  }

  /** Returns all columns except the item itself. */
  private static StructType withoutItem(Dataset<Row> rows) {
    return new StructType(Arrays.stream(rows.schema().fields())
        .filter(field -> !ColumnMetadata.isItem(field))
        .toArray(StructField[]::new));
  }

  /** Returns the shape of a table's rows and files. */
  Shape shape(TableRead read, TableSource source, TableSchema recorded, StructType columns) {
    Map<String, StructType> schemas = new HashMap<>();
    recorded.entities().forEach((type, schema) -> schemas.put(type, schema.struct()));
    List<String> known = new ArrayList<>(List.of(OverflowColumn.NAME));
    source.description().keys().forEach(key -> known.add(key.name()));
    StructType others = Shards.added(ReadRows.kept(columns, known), read.shardedAttributes());
    FolderKeys keys = recorded.folderKeys();
    Shape.@Nullable Entities entities = source
        .entityBy()
        .map(by -> new Shape.Entities(by, schemas, others, keys.entity()))
        .orElse(null);
    return new Shape(columns, byDay(read) ? keys.day() : null, entities);
  }

  /** Returns warnings about the names of the table's folders. */
  List<String> folderWarnings(
      String table,
      TableRead read,
      TableSource source,
      TableSchema schema,
      Optional<TableSchema.Baseline> before) {
    FolderKeys keys = schema.folderKeys();
    FolderKeys then = before.map(b -> b.table().folderKeys()).orElse(null);
    List<String> warnings = new ArrayList<>();
    if (byDay(read)) {
      warnings.addAll(
          TableWarnings.ofFolders(table, "day", keys.day(), then == null ? null : then.day()));
    }
    if (source.entityBy().isPresent()) {
      warnings.addAll(TableWarnings.ofFolders(
          table, "entity", keys.entity(), then == null ? null : then.entity()));
    }
    return warnings;
  }

  /** Returns whether a table is divided by day. Only events have a time. */
  private boolean byDay(TableRead read) {
    return days != null && read.role() == Role.SOURCE;
  }
}
