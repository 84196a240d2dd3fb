package dev.sluice.derived;

import dev.sluice.dataset.run.FileEntry;
import dev.sluice.dataset.run.Manifest.DerivedEntry;
import dev.sluice.dataset.run.Role;
import dev.sluice.dataset.view.KnownTable;
import dev.sluice.dataset.view.View;
import dev.sluice.dataset.view.ViewFolder;
import dev.sluice.failure.ConfigError;
import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.sql.PlanParts;
import dev.sluice.sql.SqlSessions;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.types.StructType;

/** Makes datasets from a snapshot's tables with SQL, each in {@code derived/<name>/}. */
public final class DerivedView implements View {
  private final SparkSession spark;
  private final List<Query> queries;
  private final ZoneId zone;

  /**
   * Creates the view.
   *
   * @param zone the time zone of times without offset
   */
  public DerivedView(SparkSession spark, List<Query> queries, ZoneId zone) {
    this.spark = spark;
    this.queries = List.copyOf(queries);
    this.zone = zone;
  }

  @Override
  public String name() {
    return "derived";
  }

  @Override
  public void check(Map<Role, KnownTable> tables) {
    SparkSession session = querySession();
    TableViews views = TableViews.of(tables.values(), session);
    List<ConfigError> errors = new ArrayList<>();
    for (Query query : queries) {
      errors.addAll(new QueryCheck(session, views, query).errors());
    }
    if (!errors.isEmpty()) {
      throw new InvalidConfigurationException(errors);
    }
  }

  /** Returns a session with its own tables, in which a query has the same meaning on every platform. */
  private SparkSession querySession() {
    SparkSession session = SqlSessions.restricted(spark.newSession());
    // makes a value that its type cannot hold an error instead of null
    session.conf().set("spark.sql.ansi.enabled", "true");
    session.conf().set("spark.sql.caseSensitive", "false");
    session.conf().set("spark.sql.session.timeZone", zone.getId());
    return session;
  }

  @Override
  public Added add(ViewFolder folder) {
    SparkSession session = querySession();
    TableViews views = TableViews.of(folder.tables(session));
    Map<String, Derived> derived = new LinkedHashMap<>();
    List<FileEntry> files = new ArrayList<>();
    for (Query query : queries) {
      List<FileEntry> written = QueryFailure.wrapped(query, () -> {
        Dataset<Row> rows = rows(session, views, query);
        StructType schema = rows.schema().asNullable();
        List<FileEntry> made =
            new DerivedFiles(folder).write("derived/" + query.name(), rows, schema);
        derived.put(query.name(), Derived.of(entry(made, schema), schema));
        return made;
      });
      files.addAll(written);
    }
    return new Added(Map.of(), derived, files, Map.of());
  }

  private static Dataset<Row> rows(SparkSession session, TableViews views, Query query)
      throws ParseException {
    views.register(PlanParts.of(session, query.sql()).tables());
    return session.sql(query.sql());
  }

  private static DerivedEntry entry(List<FileEntry> files, StructType schema) {
    return new DerivedEntry(
        files.stream().mapToLong(FileEntry::rows).sum(),
        files.stream().mapToLong(FileEntry::bytes).sum(),
        List.of(schema.fieldNames()));
  }
}
