package dev.sluice.dataset.export;

import dev.sluice.access.ReadSettings;
import dev.sluice.dataset.layout.Shards;
import dev.sluice.dataset.layout.TableSchema;
import dev.sluice.dataset.layout.TableSchemas;
import dev.sluice.dataset.run.Role;
import dev.sluice.dataset.run.RunState;
import dev.sluice.dataset.view.KnownTable;
import dev.sluice.source.TableSource;
import dev.sluice.sql.SqlCondition;
import dev.sluice.table.AwsSettings;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * One table to read into a snapshot.
 *
 * @param settings the settings of the read
 * @param columns top-level attributes to keep; empty: all
 * @param filter a Spark SQL condition over the table's columns; other items are counted as filtered; null: all items
 *     are kept
 * @param skipExpired whether items past their TTL are left out and counted as expired
 * @param maxRejects the largest number of undecodable items; more fail the run
 * @param shardedAttributes text attributes whose values end in a write shard; each gets a second column without it
 */
public record TableRead(
    ReadSettings settings,
    Role role,
    List<String> columns,
    @Nullable String filter,
    boolean skipExpired,
    long maxRejects,
    List<String> shardedAttributes) {
  /** The number of parts of {@code arn:aws:dynamodb:region:account:table/name}. */
  private static final int ARN_PARTS = 6;

  private static final int REGION = 3;

  public TableRead {
    shardedAttributes = List.copyOf(shardedAttributes);
    columns = List.copyOf(columns);
  }

  /**
   * Returns whether a table of a snapshot is this one, as far as the configuration shows: by ARN, or by name and
   * region.
   */
  public boolean is(RunState.Table other) {
    boolean sameRole = other.role() == null || role.name().equals(other.role());
    return sameRole && isNamed(other.arn());
  }

  /**
   * Returns whether an ARN belongs to this table. Regions are not compared if an endpoint is configured, because it may
   * use other region names.
   */
  public boolean isNamed(String arn) {
    String[] parts = arn.split(":", ARN_PARTS);
    AwsSettings aws = settings.aws();
    return table().startsWith("arn:")
        ? table().equals(arn)
        : parts.length == ARN_PARTS
            && parts[ARN_PARTS - 1].equals("table/" + table())
            && (aws.dynamoDbEndpoint() != null
                || aws.region() == null
                || aws.region().equals(parts[REGION]));
  }

  /** Returns the table's name or ARN. */
  public String table() {
    return settings.table();
  }

  /** Returns the same read with other settings. */
  public TableRead with(ReadSettings other) {
    return new TableRead(other, role, columns, filter, skipExpired, maxRejects, shardedAttributes);
  }

  /**
   * Returns the same read with items past their TTL.
   *
   * @param filtered whether it is without those that the filter excludes
   */
  TableRead whole(boolean filtered) {
    return new TableRead(
        settings, role, columns, filtered ? filter : null, false, maxRejects, shardedAttributes);
  }

  /**
   * Returns the rows that this read keeps.
   *
   * @param source the table, opened with {@link #settings}
   * @param now the instant by which items count as expired and are left out, if {@code skipExpired}
   * @throws dev.sluice.failure.InvalidConfigurationException if the filter is not a condition on the table's columns,
   *     or a column is unknown
   */
  public Dataset<Row> rows(SparkSession spark, TableSource source, Instant now) {
    Dataset<Row> all = skipExpired
        ? source.rowsUnexpiredAt(spark, now.getEpochSecond())
        : source.rowsWithExpired(spark);
    return kept().of(all);
  }

  private ReadRows kept() {
    return new ReadRows(role, filter, columns);
  }

  /** Returns the filter; null if all items are kept. */
  @Nullable
  SqlCondition condition() {
    return kept().condition();
  }

  /** Describes the table before it is read, from its description and a sample. */
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
}
