package dev.sluice.access;

import dev.sluice.export.ExportSummary;
import dev.sluice.export.PointInTimeExport;
import dev.sluice.failure.ConfigError;
import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.table.AwsFailures;
import dev.sluice.table.TableDescription;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Describes the table of an export. The export states its size and its time, but neither its keys nor its TTL: these come
 * from DynamoDB, if the settings name the table, and it still exists.
 */
record ExportedTable(ReadSettings settings, PointInTimeExport export) {
  private static final Logger LOG = LoggerFactory.getLogger(ExportedTable.class);

  /**
   * Returns the description. Its id is the export's ARN, its time the point in time of the export.
   *
   * @throws InvalidConfigurationException if the export is of another table than the settings name, or is not one that
   *     they fit
   * @throws ResourceUnavailableException if the table exists but cannot be described
   */
  TableDescription description() {
    ExportSummary summary = export.summary();
    checkTable(summary);
    checkExpiry(summary);
    Optional<TableDescription> table = table();
    return new TableDescription(
        summary.tableName(),
        summary.tableArn(),
        summary.exportArn(),
        table.map(TableDescription::keys).orElse(List.of()),
        summary.itemCount(),
        export.sizeBytes(),
        new TableDescription.ReadCapacity(null, null, null),
        List.of(),
        table.map(TableDescription::timeToLive).orElseGet(this::statedTimeToLive),
        summary.time());
  }

  private void checkTable(ExportSummary summary) {
    if (!settings.table().isEmpty() && !summary.isOf(settings.table())) {
      throw new InvalidConfigurationException(List.of(new ConfigError(
          ReadSettings.EXPORT_PATH,
          export.folder().text(),
          "is an export of table " + summary.tableArn() + ", not of " + settings.table(),
          "Name an export of the table, or the table of the export.")));
    }
  }

  /** Changes are none the less changes after their items' TTL. */
  private void checkExpiry(ExportSummary summary) {
    if (summary.isIncremental() && settings.expiredAt() != null) {
      throw new InvalidConfigurationException(List.of(new ConfigError(
          ReadSettings.EXPIRED_AT,
          settings.expiredAt().toString(),
          "has no effect on an incremental export: changes do not expire",
          "Leave it out.")));
    }
  }

  private Optional<TableDescription> table() {
    if (settings.table().isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(settings.describe());
    } catch (ResourceUnavailableException e) {
      if (!AwsFailures.isMissing(e)) {
        throw e;
      }
      LOG.warn(
          "Table {} does not exist any more: its export is read without its keys and its TTL",
          settings.table());
      return Optional.empty();
    }
  }

  private TableDescription.TimeToLive statedTimeToLive() {
    return new TableDescription.TimeToLive(
        settings.ttlAttribute(), settings.ttlAttribute() != null);
  }
}
