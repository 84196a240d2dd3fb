package dev.sluice.dataset;

import dev.sluice.dataset.run.RunState;
import dev.sluice.source.TableSource;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * One table to read into a snapshot.
 *
 * @param table name or ARN
 * @param options of {@code spark.read().format("sluice")}, without {@code table}: {@code segments}, {@code
 *     consistent-read}, …
 * @param columns top-level attributes to keep; empty: all
 * @param filter a Spark SQL condition over the table's columns; items it is not true for are counted as filtered; null:
 *     all are kept
 * @param skipExpired whether items past their TTL are left out, and counted as expired
 * @param maxRejects more unreadable items than this fail the run
 * @param shardedAttributes text attributes with a write shard behind their values, of which columns without it are made
 */
public record TableRead(
    String table,
    Role role,
    Map<String, String> options,
    List<String> columns,
    @Nullable String filter,
    boolean skipExpired,
    long maxRejects,
    List<String> shardedAttributes) {
  /** {@code arn:aws:dynamodb:region:account:table/name}. */
  private static final int ARN_PARTS = 6;

  private static final int REGION = 3;

  /** Of attributes as they are. */
  public TableRead(
      String table,
      Role role,
      Map<String, String> options,
      List<String> columns,
      @Nullable String filter,
      boolean skipExpired,
      long maxRejects) {
    this(table, role, options, columns, filter, skipExpired, maxRejects, List.of());
  }

  public TableRead {
    shardedAttributes = List.copyOf(shardedAttributes);
    options = Map.copyOf(options);
    columns = List.copyOf(columns);
  }

  /** Whether a table of a snapshot is this one, as far as the configuration tells: by its ARN, or by its name and region. */
  public boolean is(RunState.Table other) {
    boolean sameRole = other.role() == null || role.name().equals(other.role());
    return sameRole && isNamed(other.arn());
  }

  /** Whether a table's ARN is this one's. At an endpoint that is given, regions are what that calls them. */
  public boolean isNamed(String arn) {
    String[] parts = arn.split(":", ARN_PARTS);
    @Nullable String region = options.get("region");
    return table.startsWith("arn:")
        ? table.equals(arn)
        : parts.length == ARN_PARTS
            && parts[ARN_PARTS - 1].equals("table/" + table)
            && (options.containsKey("endpoint") || region == null || region.equals(parts[REGION]));
  }

  /** The same with one more option. */
  public TableRead with(String option, String value) {
    Map<String, String> more = new HashMap<>(options);
    more.put(option, value);
    return new TableRead(
        table, role, more, columns, filter, skipExpired, maxRejects, shardedAttributes);
  }

  /**
   * The rows that this read keeps.
   *
   * @param source the table, opened with {@link #sourceOptions}
   * @param now items past their TTL then are left out, if they are to be
   * @throws dev.sluice.failure.InvalidConfigurationException where the filter is no condition on the table's columns, or a column is
   *     unknown
   */
  public Dataset<Row> rows(SparkSession spark, TableSource source, Instant now) {
    Dataset<Row> all =
        skipExpired ? source.rowsUnexpiredAt(spark, now.getEpochSecond()) : source.rows(spark);
    return ReadRows.of(this, all);
  }

  /** The columns that this read keeps, and those that are made of them. */
  public StructType kept(TableSource source) {
    return Shards.added(Snapshots.kept(source.schema(), columns), shardedAttributes);
  }

  /** All options of {@code spark.read().format("sluice")}. */
  public Map<String, String> sourceOptions() {
    Map<String, String> all = new LinkedHashMap<>(options);
    all.put("table", table);
    return all;
  }
}
