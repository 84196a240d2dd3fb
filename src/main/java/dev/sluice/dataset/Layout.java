package dev.sluice.dataset;

import dev.sluice.decode.ColumnMetadata;
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
 * How tables' rows come from the scan to be written, and how they will lie in files.
 *
 * @param days by which the table of events is laid out in folders; null: it is not
 * @param afresh whether columns do not go on from the snapshot before
 */
record Layout(@Nullable DayColumn days, boolean afresh) {
  /** The table, its columns going on from those that it had. */
  TableSource goingOn(TableSource table, Optional<TableSchema.Baseline> before) {
    return before.filter(then -> !afresh).map(then -> then.widened(table)).orElse(table);
  }

  /** With their day, if it has days; of a table with kinds of item to be told apart, the items themselves. */
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

  /** The columns of the files of a table whose items are all of one kind. */
  StructType columns(TableRead read, Dataset<Row> kept) {
    return Shards.added(withoutItem(kept), read.shardedAttributes());
  }

  /** All but the item itself. */
  private static StructType withoutItem(Dataset<Row> rows) {
    return new StructType(Arrays.stream(rows.schema().fields())
        .filter(field -> !ColumnMetadata.isItem(field))
        .toArray(StructField[]::new));
  }

  Shape shape(TableRead read, TableSource source, TableSchema recorded, StructType columns) {
    Map<String, StructType> schemas = new HashMap<>();
    recorded.entities().forEach((kind, schema) -> schemas.put(kind, schema.struct()));
    List<String> known = new ArrayList<>(List.of(ColumnMetadata.OVERFLOW));
    source.description().keys().forEach(key -> known.add(key.name()));
    StructType others = Shards.added(Snapshots.kept(columns, known), read.shardedAttributes());
    FolderKeys keys = recorded.folderKeys();
    Shape.@Nullable Kinds kinds = source
        .entityBy()
        .map(by -> new Shape.Kinds(by, schemas, others, keys.entity()))
        .orElse(null);
    return new Shape(columns, byDay(read) ? keys.day() : null, kinds);
  }

  /** What has to be known of the names of the table's folders, if it has any. */
  List<String> folderNews(
      String table,
      TableRead read,
      TableSource source,
      TableSchema schema,
      Optional<TableSchema.Baseline> before) {
    FolderKeys keys = schema.folderKeys();
    FolderKeys then = before.map(b -> b.table().folderKeys()).orElse(null);
    List<String> news = new ArrayList<>();
    if (byDay(read)) {
      news.addAll(FolderKeys.news(table, "day", keys.day(), then == null ? null : then.day()));
    }
    if (source.entityBy().isPresent()) {
      news.addAll(
          FolderKeys.news(table, "entity", keys.entity(), then == null ? null : then.entity()));
    }
    return news;
  }

  /** Only events have a time. */
  private boolean byDay(TableRead read) {
    return days != null && read.role() == Role.SOURCE;
  }
}
