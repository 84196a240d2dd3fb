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
 * The rows of a table as they are scanned, and their files.
 *
 * @param schema of the files of a table without entity types, derived columns included
 * @param dayKey key of the folders of days. Scanned rows have their day as an additional column then; null: no folders of
 *     days
 * @param entities entity types, each with files and columns of its own. Scanned rows have the item itself as their first
 *     column then, and no other; null: the table has no entity types
 */
record Shape(
    StructType schema, @Nullable String dayKey, @Nullable Entities entities)
    implements Serializable {
  /**
   * Entity types.
   *
   * @param by tells the type of an item
   * @param schemas type → columns, of the types known before the scan
   * @param others columns of the types that the scan meets besides: all other attributes overflow
   * @param key of their folders
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

    /** Returns whether the sample has more types than get folders of their own: then no further type gets one. */
    boolean full() {
      return schemas.containsKey(EntityFolders.OTHER);
    }
  }

  boolean byDay() {
    return dayKey != null;
  }

  /** The columns of scanned rows, without the day. */
  StructType scanned() {
    return entities == null
        ? Shards.without(schema)
        : new StructType().add("item", DataTypes.BinaryType);
  }

  /** The ordinal of the day in scanned rows. */
  int dayAt() {
    return scanned().size();
  }
}
