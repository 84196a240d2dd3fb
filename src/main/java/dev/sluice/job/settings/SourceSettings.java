package dev.sluice.job.settings;

import dev.sluice.access.AccessPath;
import dev.sluice.access.IndexNeeds;
import dev.sluice.access.ReadSettings;
import dev.sluice.decode.EntityDiscriminator;
import dev.sluice.export.ExportDestination;
import dev.sluice.export.ExportLocation;
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
 * @param table name or ARN; null if only experiments are read
 * @param kind the access path
 * @param export the export that is read instead of the table; null: none
 * @param destination where exports that the run requests are written; null: it may request none
 * @param index the index that is read instead of the table; null: the table itself
 * @param columns top-level attributes to keep; empty: all
 * @param filter Spark SQL condition; null: all items
 * @param segments empty: auto
 * @param ttlAttribute the attribute with the expiry time of {@code table}; null: as DynamoDB reports it
 * @param sampleItems number of items for the discovery of the schema
 * @param ddl columns of {@code table} with stated types, as Spark DDL; null: all are discovered
 * @param maxRejects unreadable items allowed in a table
 */
public record SourceSettings(
    @Nullable String table,
    AccessPath.Kind kind,
    @Nullable ExportLocation export,
    @Nullable ExportDestination destination,
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
   * @param maxReadUnits read units a second; null: {@code percent} applies
   * @param percent of the table's capacity, (0, 100]
   * @param maxUnits limit of read units for each table; null: none
   * @param deadline time limit from each start of the run; null: none
   */
  public record Capacity(
      @Nullable Long maxReadUnits,
      double percent,
      @Nullable Long maxUnits,
      @Nullable Duration deadline) {}

  /**
   * Returns how the table of events is read.
   *
   * @param named attributes that get columns before others
   * @param entityBy separates entity types; null: they are not separated
   */
  ReadSettings ofEvents(
      AwsSettings aws, String name, List<String> named, @Nullable EntityDiscriminator entityBy) {
    ReadSettings shared = ofTable(aws, name, named);
    DeclaredColumns declared =
        ddl == null ? DeclaredColumns.NONE : DeclaredColumns.parse(ddl, "sluice.source.schema.ddl");
    return new ReadSettings(
        aws,
        name,
        index,
        false,
        kind,
        export,
        segments.orElse(0),
        consistentRead,
        shared.capacity(),
        columns(declared, named),
        entityBy,
        IndexNeeds.NONE,
        skipExpired ? ttlAttribute : null,
        null);
  }

  /** Returns how any other table is read. */
  ReadSettings ofTable(AwsSettings aws, String name, List<String> named) {
    return ReadSettings.of(aws, name)
        .with(new ReadSettings.Capacity(
            capacity.maxReadUnits(), capacity.percent(), capacity.maxUnits(), null))
        .with(columns(DeclaredColumns.NONE, named));
  }

  private ReadSettings.Columns columns(DeclaredColumns declared, List<String> named) {
    return new ReadSettings.Columns(
        numbers, Math.toIntExact(sampleItems), declared.naming(named), null);
  }
}
