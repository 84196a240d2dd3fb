package dev.sluice.job.settings;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import dev.sluice.derived.Query;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads section {@code sluice.dataset.derived}. */
final class DerivedReader {
  private static final String SHAPE = "{ sql = \"SELECT …\" }";

  private final Section dataset;
  private final Section derived;

  /**
   * @param dataset section {@code sluice.dataset}
   */
  DerivedReader(Section dataset) {
    this.dataset = dataset;
    this.derived = dataset.in("derived");
  }

  /** Reads the queries, ordered by their names. */
  List<Query> read() {
    List<Query> queries = new ArrayList<>();
    Set<String> folders = new HashSet<>();
    for (String name : dataset.names("derived", "{ name = { sql = \"SELECT …\" } }")) {
      String key = ConfigUtil.joinPath(name);
      if (!Query.isName(name)) {
        derived.error(
            key,
            "is no name of a folder",
            "Write up to 100 letters, digits, hyphens and underscores, the first a letter or digit.");
      } else if (!folders.add(name.toLowerCase(Locale.ROOT))) {
        derived.error(key, "differs from another in case only", "Write another name.");
      }
      queries.add(new Query(name, sql(key)));
    }
    return queries;
  }

  private String sql(String key) {
    ConfigObject section =
        derived.key(key).value(SHAPE, value -> (ConfigObject) value).orNull();
    if (section == null) {
      return "";
    }
    section.keySet().stream()
        .filter(word -> !word.equals("sql"))
        .sorted()
        .forEach(word -> derived.error(
            key + "." + ConfigUtil.joinPath(word), "is not sql", "Write " + SHAPE + "."));
    String sql =
        derived.in(key).key("sql").as("one SELECT of Spark SQL", Query::parsed).orNull();
    if (sql == null && !section.containsKey("sql")) {
      derived.error(key, "has no sql", "Write " + SHAPE + ".");
    }
    return sql == null ? "" : sql;
  }
}
