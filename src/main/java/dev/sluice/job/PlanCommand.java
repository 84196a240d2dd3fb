package dev.sluice.job;

import dev.sluice.access.AccessPath;
import dev.sluice.dataset.Snapshots;
import dev.sluice.dataset.export.TableRead;
import dev.sluice.dataset.layout.Drift;
import dev.sluice.dataset.run.Role;
import dev.sluice.dataset.view.KnownTable;
import dev.sluice.dataset.view.View;
import dev.sluice.derived.Query;
import dev.sluice.failure.Printable;
import dev.sluice.job.settings.Settings;
import dev.sluice.job.settings.TableReads;
import dev.sluice.price.ListPrice;
import dev.sluice.source.TableSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** {@code plan}: estimates the cost of reading the tables. Reads only their descriptions and a sample of each. */
final class PlanCommand {
  /** Limit of a view's columns that are listed as text. */
  private static final int MAX_NAMED = 10;

  private final Settings settings;

  PlanCommand(Settings settings) {
    this.settings = settings;
  }

  Result run(Outcome outcome) {
    SummaryPreflight.of(settings).mustNotBeAnother();
    try (Sessions session = Sessions.open(settings.aws())) {
      snapshots(session.spark())
          .map(Snapshots::documents)
          .map(documents -> new ReportFile(session.spark(), documents, settings.reportPath()))
          .ifPresent(ReportFile::mustBeFree);
      Map<Role, KnownTable> tables = new EnumMap<>(Role.class);
      List<TablePlan> plans = plans(session.spark(), tables);
      outcome.field("tables", plans);
      outcome.field(
          "consumedReadUnits",
          plans.stream().mapToDouble(TablePlan::sampleReadUnits).sum());
      plans.forEach(plan -> plan.say(outcome));
      laterRuns(outcome);
      total(plans, outcome);
      publishing(session.spark(), plans, outcome);
      view(settings.view(session.spark()), tables, outcome);
      return outcome.result();
    }
  }

  /** Says of a table in Iceberg, which is planned as the first run reads it, how it is kept. */
  private void laterRuns(Outcome outcome) {
    if (settings.snapshot().iceberg() == null) {
      return;
    }
    switch (settings.source().kind()) {
      case STREAM ->
        outcome.line(
            "later runs", "apply the changes of its Stream, at no read units of the table");
      case PITR ->
        outcome.line("later runs", "request exports of what has changed since the run before");
      default -> {
        return;
      }
    }
    if (TableReads.of(settings).size() > 1) {
      outcome.line(
          "", "of labels and experiments too; where that cannot be, they are scanned again");
    }
  }

  /** Adds the totals of all tables by their chosen access paths; a total is unknown if it is unknown for one table. */
  private static void total(List<TablePlan> plans, Outcome outcome) {
    Total total = new Total(
        sum(plans, TablePlan::readUnits),
        sum(plans, plan -> plan.taken().minutes()),
        sum(plans, plan -> plan.taken().dollars()),
        sum(plans, plan -> plan.taken().dollarsAMonth()),
        Costing.RUNS_A_MONTH);
    outcome.field("total", total);
    if (plans.size() > 1) {
      outcome.line(
          "All tables",
          "%s read units, %s minutes, %s dollars a run, %s a month"
              .formatted(
                  Amounts.tenths(total.readUnits()),
                  Amounts.of(total.minutes()),
                  Amounts.of(total.dollars()),
                  Amounts.of(total.dollarsAMonth())));
    }
  }

  /** Adds what publishing takes, by the figures of the last run. */
  private void publishing(SparkSession spark, List<TablePlan> plans, Outcome outcome) {
    @Nullable ListPrice price = plans.isEmpty() ? null : plans.get(0).prices().price();
    snapshots(spark)
        .flatMap(stored -> PublishingPlan.of(stored, settings, price))
        .ifPresentOrElse(
            plan -> {
              outcome.field("publishing", plan);
              plan.say(outcome);
            },
            () -> outcome.line("publishing", "not known: there are no figures of a run yet"));
  }

  private record Total(
      @Nullable Double readUnits,
      @Nullable Double minutes,
      @Nullable Double dollars,
      @Nullable Double dollarsAMonth,
      double runsAMonth) {}

  private static @Nullable Double sum(
      List<TablePlan> plans, Function<TablePlan, @Nullable Double> figure) {
    double sum = 0;
    for (TablePlan plan : plans) {
      Double one = figure.apply(plan);
      if (one == null) {
        return null;
      }
      sum += one;
    }
    return sum;
  }

  /**
   * Checks the views and adds their columns.
   *
   * @throws dev.sluice.failure.InvalidConfigurationException if a run would refuse a view
   */
  private void view(View view, Map<Role, KnownTable> tables, Outcome outcome) {
    view.check(tables);
    List<String> columns = view.columns(tables);
    if (!columns.isEmpty()) {
      outcome.field("training", Map.of("columns", columns));
      outcome.line("training", columns.size() + " columns: " + abridged(columns));
    }
    List<String> names = settings.derived().stream().map(Query::name).toList();
    if (!names.isEmpty()) {
      outcome.field("derived", names);
      outcome.line("derived", String.join(", ", names));
    }
  }

  private static String abridged(List<String> names) {
    List<String> printable = names.stream().map(Printable::brief).toList();
    String first = String.join(", ", printable.subList(0, Math.min(MAX_NAMED, printable.size())));
    return printable.size() <= MAX_NAMED
        ? first
        : first + ", … " + printable.get(printable.size() - 1);
  }

  /** Returns the snapshots; empty if no root is configured, which a plan does not need. */
  private Optional<Snapshots> snapshots(SparkSession spark) {
    return settings.snapshot().root() == null
        ? Optional.empty()
        : Optional.of(Pipeline.snapshots(spark, settings));
  }

  /** The first run scans a table that is kept by its Stream. */
  private static TableRead itemsOf(TableRead read) {
    return read.settings().isStream() ? read.with(read.settings().scanned()) : read;
  }

  private List<TablePlan> plans(SparkSession spark, Map<Role, KnownTable> tables) {
    Optional<Snapshots> snapshots = snapshots(spark);
    Instant now = Instant.now();
    List<TablePlan> plans = new ArrayList<>();
    for (TableRead configured : TableReads.of(settings)) {
      TableRead read = itemsOf(configured);
      SampledValues values = SampledValues.of(settings, read.role());
      TableSource source = TableSource.open(read.settings(), values);
      tables.put(read.role(), read.known(source));
      @Nullable Drift drift = snapshots.flatMap(s -> s.drift(read, source)).orElse(null);
      TableSource chunks = source.inChunks();
      AccessPath.Outline path = TableSource.path(read.rows(spark, chunks, now));
      Warnings warnings = new Warnings();
      warnings.add(AttributeWarnings.ofSample(settings, read.role(), chunks));
      warnings.add(values.warnings());
      plans.add(TablePlan.of(read, chunks, path, settings, warnings, drift));
    }
    return plans;
  }
}
