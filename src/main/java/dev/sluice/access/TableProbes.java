package dev.sluice.access;

import dev.sluice.capacity.ReadBudget;
import dev.sluice.capacity.ReadLimit;
import dev.sluice.export.ExportLocation;
import dev.sluice.export.ExportSample;
import dev.sluice.export.PointInTimeExport;
import dev.sluice.scan.SampleParts;
import dev.sluice.scan.SampleSegments;
import dev.sluice.scan.TwoSampleParts;
import dev.sluice.schema.DeclaredColumns;
import dev.sluice.schema.Discovered;
import dev.sluice.schema.ItemVisitor;
import dev.sluice.schema.NumberMapping;
import dev.sluice.schema.UserSchema;
import dev.sluice.table.TableDescription;
import dev.sluice.table.TableStream;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.StructType;

/** Describes tables that are to be read, and samples them for their columns. */
public final class TableProbes {
  private TableProbes() {}

  /**
   * Describes the table, and samples it unless the settings give the schema.
   *
   * @param visitor sees the items of the sample
   * @throws dev.sluice.failure.InvalidConfigurationException if the index cannot answer the read
   * @throws dev.sluice.failure.ResourceUnavailableException if the table cannot be used
   */
  public static TableProbe open(ReadSettings settings, ItemVisitor visitor) {
    return open(
        settings,
        (own, table, limit, parts) -> TableSample.take(own, table, limit, parts, visitor));
  }

  /**
   * Describes the table, and samples it unless the settings give the schema or the session has sampled it before ({@link
   * SessionSamples}). Items that are used again do not count against the budget.
   */
  public static TableProbe open(ReadSettings settings) {
    return open(settings, SessionSamples.ofSession()::sample);
  }

  private interface Sampling {
    TableSample sample(
        ReadSettings settings, TableDescription table, ReadLimit limit, SampleParts parts);
  }

  private static TableProbe open(ReadSettings settings, Sampling sampling) {
    ExportLocation location = settings.export();
    return location == null
        ? ofTable(settings, sampling)
        : ofExport(
            settings.with(settings.capacity().withoutBudget()),
            PointInTimeExport.open(location, settings.aws()),
            sampling);
  }

  private static TableProbe ofTable(ReadSettings settings, Sampling sampling) {
    TableDescription description = settings.describe();
    ReadChecks.index(settings, description);
    ReadCapacities capacities = new ReadCapacities(settings, description);
    ReadLimit limit = capacities.limit();
    ReadBudget budget = capacities.budget(limit, 0);
    TableProbe described = described(settings, description, Optional.empty(), limit, budget);
    return inStream(sampled(described, sampling, parts(settings, budget)));
  }

  /** Returns the parts of a sample: of a stream, its images and the table's items. */
  private static SampleParts parts(ReadSettings settings, ReadBudget budget) {
    SampleParts segments = segments(settings, budget);
    return settings.isStream()
        ? new TwoSampleParts(StreamColumns.images(settings.stream()), segments)
        : segments;
  }

  /** Returns the same with the columns that the stream can fill, if it is one. It consumes no read units. */
  private static TableProbe inStream(TableProbe probe) {
    ReadSettings settings = probe.settings();
    if (!settings.isStream()) {
      return probe;
    }
    ReadSettings free = settings.with(settings.capacity().withoutBudget());
    return new TableProbe(
        free,
        probe.description(),
        probe.export(),
        ReadLimit.NONE,
        new ReadCapacities(free, probe.description()).budget(ReadLimit.NONE, 0),
        new StreamColumns(settings.stream().describe()).of(settings, probe.schema()),
        probe.sample());
  }

  private static SampleParts segments(ReadSettings settings, ReadBudget budget) {
    return new SampleSegments(settings.scan(List.of(), budget), Discovered.SEGMENTS);
  }

  private static TableProbe ofExport(
      ReadSettings settings, PointInTimeExport export, Sampling sampling) {
    TableDescription description = new ExportedTable(settings, export).description();
    PointInTimeExport expiring = export.expiringBy(description.ttlAttribute());
    ReadBudget budget = new ReadCapacities(settings, description).budget(ReadLimit.NONE, 0);
    TableProbe described =
        described(settings, description, Optional.of(expiring), ReadLimit.NONE, budget);
    return sampled(described, sampling, new ExportSample(expiring, settings.aws()));
  }

  /** Returns a table whose columns are not known yet. */
  private static TableProbe described(
      ReadSettings settings,
      TableDescription description,
      Optional<PointInTimeExport> export,
      ReadLimit limit,
      ReadBudget budget) {
    return new TableProbe(
        settings, description, export, limit, budget, new StructType(), Optional.empty());
  }

  /** Returns the same with the columns that the settings give, or else a sample finds. */
  private static TableProbe sampled(TableProbe probe, Sampling sampling, SampleParts parts) {
    StructType given = probe.settings().columns().schema();
    if (given != null) {
      ReadChecks.keys(probe.settings(), probe.description(), given);
      return probe.having(given);
    }
    return probe.with(sampling.sample(probe.settings(), probe.description(), probe.limit(), parts));
  }

  /**
   * Forgets the samples of a table, because its items have changed: the next {@link #open(ReadSettings)} samples it.
   *
   * @param table name or ARN
   */
  public static void forget(String table) {
    SessionSamples.forgetAll(table);
  }

  /**
   * Describes a table whose columns are all stated by a user.
   *
   * @throws dev.sluice.failure.InvalidConfigurationException if values could be lost unnoticed, or no DynamoDB value
   *     has one of the types
   */
  public static TableProbe open(ReadSettings settings, StructType stated) {
    ReadSettings.Columns columns = settings.columns();
    return open(settings.with(columns.given(UserSchema.of(stated, "schema", columns.parse()))));
  }

  /** Returns the attributes that a sample of the table finds, with their DynamoDB types. */
  public static StructType attributes(ReadSettings settings) {
    TableDescription description = settings.describe();
    ReadCapacities capacities = new ReadCapacities(settings, description);
    ReadSettings plain = settings
        .with(settings.capacity().withoutBudget())
        .with(new ReadSettings.Columns(
            NumberMapping.EXACT, settings.columns().sampleItems(), DeclaredColumns.NONE, null));
    ReadLimit limit = capacities.limit();
    return SessionSamples.ofSession()
        .sample(plain, description, limit, segments(plain, capacities.budget(limit, 0)))
        .discovered()
        .schema();
  }

  /**
   * Returns the columns of the items that the images of a table's Stream have.
   *
   * @param settings the settings of a read of the Stream
   */
  public static StructType images(ReadSettings settings, TableStream stream) {
    ReadSettings free = settings.with(settings.capacity().withoutBudget());
    return TableSample.take(
            free,
            free.describe(),
            ReadLimit.NONE,
            settings.stream().sample(stream),
            ItemVisitor.NONE)
        .discovered()
        .schema();
  }
}
