package dev.sluice.dataset;

import dev.sluice.decode.EntityDiscriminator;
import java.io.Serializable;
import java.util.Map;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * How a table's rows come from the scan, and how they lie in files.
 *
 * @param schema of the files, where kinds of item are not told apart, derived columns included
 * @param dayKey of the folders of days, by which files are written: rows have their day as one column more then; null: no
 *     such folders
 * @param kinds of item, each with files and columns of its own: rows have the item itself as their first column then, and
 *     no other; null: they are not told apart
 */
record Shape(
    StructType schema, @Nullable String dayKey, @Nullable Kinds kinds) implements Serializable {
  /**
   * Kinds of item.
   *
   * @param schemas kind → columns, of those known before the scan
   * @param others columns of the kinds that are met only then: all that is not in one of them overflows
   * @param key of their folders
   */
  record Kinds(
      EntityDiscriminator by, Map<String, StructType> schemas, StructType others, String key)
      implements Serializable {
    StructType schema(String kind) {
      return schemas.getOrDefault(kind, others);
    }

    String folder(String kind) {
      return Entities.folder(key, kind);
    }

    /** Whether the sample had more of them than get folders of their own: then those that it had not get none. */
    boolean full() {
      return schemas.containsKey(Entities.OTHER);
    }
  }

  boolean byDay() {
    return dayKey != null;
  }

  /** Of the scan's rows, the day apart. */
  StructType scanned() {
    return kinds == null
        ? Shards.without(schema)
        : new StructType().add("item", DataTypes.BinaryType);
  }

  /** Where rows have their day. */
  int dayAt() {
    return scanned().size();
  }
}
