package dev.sluice.dataset.export;

import dev.sluice.dataset.run.Role;
import dev.sluice.failure.ConfigError;
import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.table.TableDescription;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The names of a run's tables. Two accounts or regions may have tables with the same name. */
final class TableNames {
  /** The index of the region among the parts of {@code arn:aws:dynamodb:region:account:table/name}. */
  private static final int REGION = 3;

  private static final int ACCOUNT = 4;

  private TableNames() {}

  /**
   * Returns a name for each table, in order: its own, or {@code name@region-account} if that is taken.
   *
   * @throws InvalidConfigurationException if one table is configured twice, by name or by ARN
   */
  static List<String> of(List<TableRead> reads, List<TableDescription> tables) {
    check(reads, tables);
    Set<String> taken = new HashSet<>();
    List<String> names = new ArrayList<>();
    for (TableDescription table : tables) {
      // some file systems ignore case
      boolean free = taken.add(table.name().toLowerCase(Locale.ROOT));
      names.add(free ? table.name() : table.name() + "@" + owner(table));
    }
    return names;
  }

  private static void check(List<TableRead> reads, List<TableDescription> tables) {
    Map<String, Role> byArn = new LinkedHashMap<>();
    List<ConfigError> errors = new ArrayList<>();
    for (int i = 0; i < reads.size(); i++) {
      Role role = reads.get(i).role();
      Role first = byArn.putIfAbsent(tables.get(i).arn(), role);
      if (first != null) {
        errors.add(new ConfigError(
            key(role),
            reads.get(i).table(),
            "is the table that " + key(first) + " also names",
            "Name another table, or leave it out: labels may be attributes of the event."));
      }
    }
    if (!errors.isEmpty()) {
      throw new InvalidConfigurationException(errors);
    }
  }

  private static String key(Role role) {
    return "sluice." + role.word() + ".table";
  }

  private static String owner(TableDescription table) {
    String[] parts = table.arn().split(":", -1);
    return parts.length > ACCOUNT ? parts[REGION] + "-" + parts[ACCOUNT] : table.id();
  }
}
