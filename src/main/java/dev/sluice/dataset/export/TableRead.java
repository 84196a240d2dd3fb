package dev.sluice.dataset.export;

import dev.sluice.dataset.layout.Shards;
import dev.sluice.dataset.layout.TableSchema;
import dev.sluice.dataset.layout.TableSchemas;
import dev.sluice.dataset.run.Role;
import dev.sluice.dataset.run.RunState;
import dev.sluice.dataset.view.KnownTable;
import dev.sluice.source.TableSource;
import dev.sluice.sql.SqlCondition;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * @param filter a Spark SQL condition over the table's columns; other items are counted as filtered; null:
 *     all are kept
 * @param skipExpired whether items past their TTL are left out and counted as expired
 * @param maxRejects most items that may be undecodable; more fail the run
 * @param shardedAttributes text attributes whose values end in a write shard; each gets a second column without it
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

  /** A read without sharded attributes. */
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

  /** Whether a table of a snapshot is this one, as far as the configuration tells: by ARN, or by name and region. */
  public boolean is(RunState.Table other) {
    boolean sameRole = other.role() == null || role.name().equals(other.role());
    return sameRole && isNamed(other.arn());
  }

  /** Whether an ARN is this table's. A configured endpoint may use other names of regions, so those are not compared. */
  public boolean isNamed(String arn) {
    String[] parts = arn.split(":", ARN_PARTS);
    @Nullable String region = options.get("region");
    return table.startsWith("arn:")
        ? table.equals(arn)
        : parts.length == ARN_PARTS
            && parts[ARN_PARTS - 1].equals("table/" + table)
            && (options.containsKey("endpoint") || region == null || region.equals(parts[REGION]));
  }

  /** Returns the read with one more option. */
  public TableRead with(String option, String value) {
    Map<String, String> more = new HashMap<>(options);
    more.put(option, value);
    return new TableRead(
        table, role, more, columns, filter, skipExpired, maxRejects, shardedAttributes);
  }

  /**
   * Returns the rows that this read keeps.
   *
   * @param source the table, opened with {@link #sourceOptions}
   * @param now items past their TTL by then are left out, if {@code skipExpired}
   * @throws dev.sluice.failure.InvalidConfigurationException if the filter is no condition on the table's columns, or a column is
   *     unknown
   */
  public Dataset<Row> rows(SparkSession spark, TableSource source, Instant now) {
    Dataset<Row> all =
        skipExpired ? source.rowsUnexpiredAt(spark, now.getEpochSecond()) : source.rows(spark);
    return kept().of(all);
  }

  private ReadRows kept() {
    return new ReadRows(role, filter, columns);
  }

  /** The filter; null if all items are kept. */
  @Nullable
  SqlCondition condition() {
    return kept().condition();
  }

  /** Describes the table before it is read, by its description and a sample. */
  public KnownTable known(TableSource source) {
    StructType columns = kept(source);
    Shards.check(columns, shardedAttributes);
    TableSchema schema = new TableSchemas(source, shardedAttributes, Optional.empty()).of(columns);
    return KnownTable.of(source.description().name(), columns, schema);
  }

  /** Returns the columns that this read keeps, and those derived from them. */
  public StructType kept(TableSource source) {
    return Shards.added(ReadRows.kept(source.schema(), columns), shardedAttributes);
  }

  /** Returns all options of {@code spark.read().format("sluice")}. */
  public Map<String, String> sourceOptions() {
    Map<String, String> all = new LinkedHashMap<>(options);
    all.put("table", table);
    return all;
  }
}
