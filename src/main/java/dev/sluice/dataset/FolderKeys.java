package dev.sluice.dataset;

import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.sql.types.StructType;

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

  private static String free(String usual, String other, Set<String> taken) {
    String name = taken.contains(usual) ? other : usual;
    for (int i = 2; taken.contains(name); i++) {
      name = other + "_" + i;
    }
    return name;
  }
}
