package dev.sluice.access;

import dev.sluice.decode.ColumnMetadata;
import dev.sluice.item.OverflowColumn;
import dev.sluice.table.TableDescription;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * The attributes that can be read: all attributes of a table, or those that an index projects. In an index all other
 * attributes seem to be missing.
 *
 * @param index null: the table itself is read
 */
public record IndexProjection(
    TableDescription description, @Nullable String index) {
  /** Returns the keys of the index if one is read, else of the table. */
  public TableDescription.KeySchema keys() {
    return description.keysOf(index);
  }

  /** Returns whether a column can be read. */
  public boolean has(String column) {
    return column.equals(OverflowColumn.NAME)
        || Optional.ofNullable(index)
            .flatMap(description::index)
            .map(known -> known.projects(column, description.keys()))
            .orElse(true);
  }

  /** Returns the columns that can be read. */
  public StructType of(StructType schema) {
    return of(schema, new StructType());
  }

  /** Returns the columns that can be read, and the wanted columns even if they cannot. */
  public StructType of(StructType schema, StructType wanted) {
    List<String> names = Arrays.asList(wanted.fieldNames());
    return new StructType(Arrays.stream(schema.fields())
        .filter(f -> ColumnMetadata.isItem(f) || has(f.name()) || names.contains(f.name()))
        .toArray(StructField[]::new));
  }

  /**
   * Returns the attributes that identify an item which Queries may find twice; empty if no item can be found twice. The
   * keys of an index can change, so an item may move from one Query to another, or forward within one. The table's own
   * keys do not change.
   */
  public List<String> repeating() {
    return description.changingKeysOf(index).isEmpty()
        ? List.of()
        : description.keys().stream().map(TableDescription.Key::name).toList();
  }
}
