package dev.sluice.job.settings;

import dev.sluice.access.AccessPath;
import dev.sluice.access.IndexNeeds;
import dev.sluice.access.ReadSettings;
import dev.sluice.decode.EntityDiscriminator;
import dev.sluice.schema.DeclaredColumns;
import dev.sluice.schema.NumberMapping;
import dev.sluice.table.AwsSettings;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Section {@code sluice.source}.
 *
 * @param table name or ARN; null where only experiments are read
 * @param kind how it is read
 * @param index that is read instead of it; null: the table itself
 * @param columns top-level attributes to keep; empty: all
 * @param filter Spark SQL condition; null: all items
 * @param segments empty: auto
 * @param ttlAttribute by which items of {@code table} expire; null: DynamoDB tells
 * @param sampleItems items that the schema is found from
 * @param ddl columns of {@code table} whose types are stated, as Spark DDL; null: all are discovered
 * @param maxRejects unreadable items allowed in a table
 */
public record SourceSettings(
    @Nullable String table,
    AccessPath.Kind kind,
    @Nullable String index,
    List<String> columns,
    @Nullable String filter,
    OptionalInt segments,
    boolean consistentRead,
    Capacity capacity,
    boolean skipExpired,
    @Nullable String ttlAttribute,
    long sampleItems,
    NumberMapping numbers,
    @Nullable String ddl,
    long maxRejects) {
  public SourceSettings {
    columns = List.copyOf(columns);
  }

  /**
   * The budget for reading.
   *
   * @param maxReadUnits read units a second; null: {@code percent} holds
   * @param percent of what the table has, (0, 100]
   * @param maxUnits read units in all, of each table; null: no budget
   * @param deadline from each start of the run; null: none
   */
  public record Capacity(
      @Nullable Long maxReadUnits,
      double percent,
      @Nullable Long maxUnits,
      @Nullable Duration deadline) {}

  /**
   * The read of the table of events.
   *
   * @param asked attributes that have columns before others
   * @param entityBy tells entity types apart; null: they are not told apart
   */
  ReadSettings ofEvents(
      AwsSettings aws, String name, List<String> asked, @Nullable EntityDiscriminator entityBy) {
    ReadSettings shared = ofTable(aws, name, asked);
    DeclaredColumns declared =
        ddl == null ? DeclaredColumns.NONE : DeclaredColumns.parse(ddl, "sluice.source.schema.ddl");
    return new ReadSettings(
        aws,
        name,
        index,
        kind,
        segments.orElse(0),
        consistentRead,
        shared.capacity(),
        columns(declared, asked),
        entityBy,
        IndexNeeds.NONE,
        skipExpired ? ttlAttribute : null,
        null);
  }

  /** The read of any other table. */
  ReadSettings ofTable(AwsSettings aws, String name, List<String> asked) {
    return ReadSettings.of(aws, name)
        .with(new ReadSettings.Capacity(
            capacity.maxReadUnits(), capacity.percent(), capacity.maxUnits(), null))
        .with(columns(DeclaredColumns.NONE, asked));
  }

  private ReadSettings.Columns columns(DeclaredColumns declared, List<String> asked) {
    return new ReadSettings.Columns(
        numbers, Math.toIntExact(sampleItems), declared.naming(asked), null);
  }
}
