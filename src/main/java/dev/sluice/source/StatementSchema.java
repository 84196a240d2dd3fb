package dev.sluice.source;

import dev.sluice.access.ReadSettings;
import dev.sluice.access.TableProbe;
import dev.sluice.access.TableProbes;
import dev.sluice.failure.ConfigError;
import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.schema.ParseOptions;
import java.util.List;
import org.apache.spark.sql.types.StructType;

/** Opens tables for statements with options of their own, whose columns Spark knows already. */
final class StatementSchema {
  private StatementSchema() {}

  /** Describes a table whose columns the user gave. */
  static TableProbe ofUser(ReadSettings settings, StructType given, StructType known) {
    return checked(TableProbes.open(settings, given), known);
  }

  /** Describes a table whose read was planned before. */
  static TableProbe ofPlan(ReadSettings settings, StructType known) {
    boolean given = settings.columns().conformance() != null;
    return checked(TableProbes.open(given ? settings : settings.having(known)), known);
  }

  /** Refuses options that would make the columns differ, as PERMISSIVE makes NOT NULL columns nullable. */
  private static TableProbe checked(TableProbe probe, StructType known) {
    if (!probe.schema().equals(known)) {
      throw new InvalidConfigurationException(List.of(new ConfigError(
          ParseOptions.MODE,
          "",
          "or another option of this statement gives the table other columns than it was opened with",
          "Give the option where the table is opened.")));
    }
    return probe;
  }
}
