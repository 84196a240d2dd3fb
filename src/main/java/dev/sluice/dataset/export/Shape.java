package dev.sluice.dataset.export;

import dev.sluice.dataset.layout.EntityFolders;
import dev.sluice.dataset.layout.Shards;
import dev.sluice.decode.EntityDiscriminator;
import java.io.Serializable;
import java.util.Map;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a table as they are scanned, and the files that they are written to.
 *
 * @param schema the schema of the files of a table without entity types, including derived columns
 * @param dayKey the key of the folders of days; then scanned rows have their day as an additional column. Null: no
 *     folders of days
 * @param entities the entity types, each with its own files and columns; then scanned rows have the item itself as
 *     their first and only column apart from the day. Null: the table has no entity types
 */
record Shape(
    StructType schema, @Nullable String dayKey, @Nullable Entities entities)
    implements Serializable {
  /**
   * The entity types.
   *
   * @param by finds the type of an item
   * @param schemas type → columns, for the types known before the scan
   * @param others the columns of further types that the scan meets; all other attributes overflow
   * @param key the key of their folders
   */
  record Entities(
      EntityDiscriminator by, Map<String, StructType> schemas, StructType others, String key)
      implements Serializable {
    StructType schema(String type) {
      return schemas.getOrDefault(type, others);
    }

    String folder(String type) {
      return EntityFolders.folder(key, type);
    }

    /** Returns whether the sample has more types than may have their own folder. Then no further type gets one. */
    boolean full() {
      return schemas.containsKey(EntityFolders.OTHER);
    }
  }

  boolean byDay() {
    return dayKey != null;
  }

  /** Returns the columns of scanned rows, without the day. */
  StructType scanned() {
    return entities == null
        ? Shards.without(schema)
        : new StructType().add("item", DataTypes.BinaryType);
  }

  /** Returns all columns of scanned rows. */
  StructType rows() {
    return byDay() ? scanned().add("day", DataTypes.StringType) : scanned();
  }

  /** Returns the ordinal of the day in scanned rows. */
  int dayAt() {
    return scanned().size();
  }
}
