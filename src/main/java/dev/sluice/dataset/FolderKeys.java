package dev.sluice.dataset;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * What stands before the {@code =} in folders' names. Readers make a column of it, which would hide one of the table's:
 * where that has a column of the name, in any case, another is taken.
 */
record FolderKeys(String entity, String day) {
  /** Of a table whose files have these columns. */
  static FolderKeys of(Collection<StructType> schemas) {
    Set<String> taken = new HashSet<>();
    schemas.forEach(schema -> {
      for (String name : schema.fieldNames()) {
        taken.add(name.toLowerCase(Locale.ROOT));
      }
    });
    return new FolderKeys(free("entity", "entity_type", taken), free("day", "event_day", taken));
  }

  /**
   * What readers of a table have to know of its folders' names: that they are not the usual ones, or not those of the
   * snapshot before.
   *
   * @param before in the snapshot before; null: there is none
   */
  static List<String> news(String table, String usual, String now, @Nullable String before) {
    boolean changed = before != null && !before.equals(now);
    if (!changed && now.equals(usual)) {
      return List.of();
    }
    return List.of("Table " + table + ": its folders are called " + now + "=…, "
        + (now.equals(usual)
            ? "as no column is called " + usual + " any more"
            : "not " + usual + "=…, as it has a column called " + usual + ", in whatever case")
        + (changed ? ", and were called " + before + "=… in the snapshot before" : "")
        + ". Who reads by the folders' name must use this one, which manifest.json tells");
  }

  private static String free(String usual, String other, Set<String> taken) {
    String name = taken.contains(usual) ? other : usual;
    for (int i = 2; taken.contains(name); i++) {
      name = other + "_" + i;
    }
    return name;
  }
}
