package dev.sluice.job;

import dev.sluice.dataset.Drift;
import dev.sluice.dataset.KnownTable;
import dev.sluice.dataset.Role;
import dev.sluice.dataset.Snapshots;
import dev.sluice.dataset.TableRead;
import dev.sluice.derived.Query;
import dev.sluice.job.settings.Settings;
import dev.sluice.source.ReadWay;
import dev.sluice.source.TableSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** {@code plan}: what reading the tables would take. Reads their descriptions, and a sample of each, and no more. */
final class PlanCommand {
  private final Settings settings;

  PlanCommand(Settings settings) {
    this.settings = settings;
  }

  Result run(Outcome outcome) {
    try (Sessions session = Sessions.open(settings.aws())) {
      List<TablePlan> plans = plans(session.spark());
      outcome.field("tables", plans);
      outcome.field(
          "consumedReadUnits",
          plans.stream().mapToDouble(TablePlan::sampleReadUnits).sum());
      plans.forEach(plan -> plan.say(outcome));
      derived(outcome);
      return outcome.result();
    }
  }

  /** Checked by then. */
  private void derived(Outcome outcome) {
    List<String> names = settings.derived().stream().map(Query::name).toList();
    if (!names.isEmpty()) {
      outcome.field("derived", names);
      outcome.line("derived", String.join(", ", names));
    }
  }

  /** Empty where no root is configured, which a plan can do without. */
  private Optional<Snapshots> snapshots(SparkSession spark) {
    return settings.snapshot().root() == null
        ? Optional.empty()
        : Optional.of(Pipeline.snapshots(spark, settings));
  }

  private List<TablePlan> plans(SparkSession spark) {
    Optional<Snapshots> snapshots = snapshots(spark);
    Instant now = Instant.now();
    List<TablePlan> plans = new ArrayList<>();
    Map<Role, KnownTable> known = new EnumMap<>(Role.class);
    for (TableRead read : settings.tables()) {
      TableSource source = TableSource.open(read.sourceOptions());
      @Nullable Drift drift = snapshots.flatMap(s -> s.drift(read, source)).orElse(null);
      ReadWay way = ReadWay.of(read.rows(spark, source.inPieces(), now));
      plans.add(TablePlan.of(read, source, way, drift));
      known.put(read.role(), KnownTable.of(read, source));
    }
    settings.view(spark).check(known);
    return plans;
  }
}
