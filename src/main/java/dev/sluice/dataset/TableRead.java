package dev.sluice.dataset;

import dev.sluice.access.ReadSettings;
import dev.sluice.dataset.run.RunState;
import dev.sluice.source.TableSource;
import dev.sluice.table.AwsSettings;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * One table to read into a snapshot.
 *
 * @param settings how it is read
 * @param columns top-level attributes to keep; empty: all
 * @param filter a Spark SQL condition over the table's columns; items it is not true for are counted as filtered; null:
 *     all are kept
 * @param skipExpired whether items past their TTL are left out, and counted as expired
 * @param maxRejects more unreadable items than this fail the run
 * @param shardedAttributes text attributes with a write shard behind their values, of which columns without it are made
 */
public record TableRead(
    ReadSettings settings,
    Role role,
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
      ReadSettings settings,
      Role role,
      List<String> columns,
      @Nullable String filter,
      boolean skipExpired,
      long maxRejects) {
    this(settings, role, columns, filter, skipExpired, maxRejects, List.of());
  }

  public TableRead {
    shardedAttributes = List.copyOf(shardedAttributes);
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
   * The rows that this read keeps.
   *
   * @param source the table, opened with {@link #settings}
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
}
