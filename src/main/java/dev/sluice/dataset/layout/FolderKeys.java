package dev.sluice.dataset.layout;

import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.sql.types.StructType;

/**
 * The keys before the {@code =} in folder names. Readers make a column of each key, which would hide a column of the
 * table with the same name in any case. If there is such a column, another key is used.
 */
public record FolderKeys(String entity, String day) {
  /** Returns the keys of a table whose files have these columns. */
  public static FolderKeys of(Collection<StructType> schemas) {
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
