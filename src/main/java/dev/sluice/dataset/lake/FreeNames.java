package dev.sluice.dataset.lake;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.sql.types.StructType;

/** Names for columns beside those of items, whatever these are called. */
final class FreeNames {
  private final Set<String> taken = new HashSet<>();

  FreeNames(StructType columns) {
    Arrays.stream(columns.fieldNames()).forEach(this::take);
  }

  /** Returns the name, after as many underscores as it needs to be free. */
  String of(String name) {
    String free = name;
    while (!take(free)) {
      free = "_" + free;
    }
    return free;
  }

  private boolean take(String name) {
    return taken.add(name.toLowerCase(Locale.ROOT));
  }
}
