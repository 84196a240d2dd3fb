package dev.sluice.dataset.lake;

import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.UpdateSchema;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.spark.SparkSchemaUtil;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Adds columns and fields to an Iceberg table, and widens them. Readers meanwhile see the same rows. */
final class ColumnEvolution {
  private static final int MAX_ATTEMPTS = 5;

  private final List<Change> changes = new ArrayList<>();

  /** A change of the schema. */
  @FunctionalInterface
  private interface Change {
    UpdateSchema on(UpdateSchema schema);
  }

  private ColumnEvolution() {}

  /**
   * Gives the table these columns. They were made to continue its own.
   *
   * @param columns with comments
   */
  static void apply(Table table, StructType columns) {
    Schema wanted = SparkSchemaUtil.convert(columns);
    for (int attempt = 1; !applied(table, wanted, attempt == MAX_ATTEMPTS); attempt++) {
      table.refresh();
    }
  }

  private static boolean applied(Table table, Schema wanted, boolean last) {
    ColumnEvolution evolution = new ColumnEvolution();
    evolution.struct(null, table.schema().asStruct(), wanted.asStruct());
    if (evolution.changes.isEmpty()) {
      return true;
    }
    UpdateSchema update = table.updateSchema();
    evolution.changes.forEach(change -> change.on(update));
    try {
      update.commit();
      return true;
    } catch (CommitFailedException e) {
      // somebody else has changed the table's metadata first
      if (last) {
        throw e;
      }
      return false;
    }
  }

  /** @param outer the path of the struct; null: the table itself */
  private void struct(@Nullable String outer, Types.StructType present, Types.StructType wanted) {
    for (Types.NestedField field : wanted.fields()) {
      Types.NestedField same = present.field(field.name());
      if (same == null) {
        changes.add(schema -> schema.addColumn(outer, field.name(), field.type(), field.doc()));
      } else {
        type(path(outer, field.name()), same.type(), field.type());
      }
    }
  }

  private static String path(@Nullable String outer, String name) {
    return outer == null ? name : outer + "." + name;
  }

  private void type(String path, Type present, Type wanted) {
    if (present.isStructType() && wanted.isStructType()) {
      struct(path, present.asStructType(), wanted.asStructType());
    } else if (present.isListType() && wanted.isListType()) {
      type(
          path + ".element",
          present.asListType().elementType(),
          wanted.asListType().elementType());
    } else if (present.isMapType() && wanted.isMapType()) {
      type(path + ".value", present.asMapType().valueType(), wanted.asMapType().valueType());
    } else if (wanted.isPrimitiveType() && !wanted.equals(present)) {
      changes.add(schema -> schema.updateColumn(path, wanted.asPrimitiveType()));
    }
  }
}
