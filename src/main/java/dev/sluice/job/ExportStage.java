package dev.sluice.job;

import dev.sluice.dataset.Snapshots;
import dev.sluice.dataset.run.Begun;
import dev.sluice.dataset.run.Lease;
import dev.sluice.dataset.run.Manifest;
import dev.sluice.dataset.run.PathChoice;
import dev.sluice.dataset.run.Role;
import dev.sluice.dataset.snapshot.Snapshot;
import dev.sluice.dataset.store.Json;
import dev.sluice.failure.Printable;
import dev.sluice.item.RequestStats;
import dev.sluice.job.settings.Fingerprint;
import dev.sluice.job.settings.Settings;
import dev.sluice.job.settings.TableReads;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** Tables → snapshot. */
final class ExportStage {
  private final Console console;
  private final SparkSession spark;
  private final Settings settings;
  private final Snapshots snapshots;

  ExportStage(Console console, SparkSession spark, Settings settings, Snapshots snapshots) {
    this.console = console;
    this.spark = spark;
    this.settings = settings;
    this.snapshots = snapshots;
  }

  /** Makes the run's snapshot; where it is there already, it is that. */
  Snapshot run(Lease lease, Begun begun, Outcome outcome) {
    RequestedExportStage exports = new RequestedExportStage(console, settings, lease, begun);
    AccessPathStage paths = new AccessPathStage(
        console, snapshots, lease, new PathChooser(spark, settings, begun), exports);
    Snapshot snapshot = snapshots
        .requesting(exports)
        .export(
            lease,
            begun,
            Fingerprint.snapshot(settings),
            paths.decided(TableReads.of(settings, Instant.now())),
            settings.view(spark),
            console.progress());
    paths.choice().ifPresent(choice -> say(choice, outcome));
    say(snapshot, outcome);
    if (settings.snapshot().afresh()) {
      snapshot.manifest().tables().values().forEach(table -> sayAnew(table, outcome));
    }
    return snapshot;
  }

  private static void sayAnew(Manifest.TableEntry table, Outcome outcome) {
    Manifest.Iceberg iceberg = table.iceberg();
    if (iceberg != null && iceberg.from() == null) {
      outcome.line(
          "loaded anew",
          String.format(
              Locale.ROOT,
              "%s differed in %,d rows; those of deleted items, marked or kept, are among the removed",
              iceberg.table(),
              iceberg.inserted() + iceberg.modified() + iceberg.removed()));
    }
  }

  private static void say(PathChoice choice, Outcome outcome) {
    outcome.field("accessPath", choice);
    outcome.line("access path", choice.kind() + " is chosen: " + choice.why());
  }

  private static void say(Snapshot snapshot, Outcome outcome) {
    Map<String, Manifest.TableEntry> tables = snapshot.manifest().tables();
    double units = snapshot.manifest().consumedReadUnits();
    snapshot.tableOf(Role.SOURCE).ifPresent(name -> {
      Manifest.TableEntry source = tables.get(name);
      if (source != null) {
        outcome.field("items", source.items());
      }
    });
    say(tables, outcome);
    outcome.field("consumedReadUnits", units);
    @Nullable RequestStats requests = snapshot.manifest().requests();
    if (requests != null) {
      outcome.field("requests", requests);
    }
    outcome.field("manifest", manifest(snapshot));
    tables.forEach((name, table) -> {
      outcome.line("table", line(name, table));
      Manifest.Iceberg iceberg = table.iceberg();
      if (iceberg != null) {
        outcome.line("iceberg", line(iceberg));
      }
      table.entities().forEach((kind, entity) -> outcome.line("", entity(kind, entity)));
    });
    outcome.line("read units", String.format(Locale.ROOT, "%,.1f", units));
    outcome.line("dataset", snapshot.location());
    Map<String, Manifest.DerivedEntry> derived = snapshot.manifest().derived();
    if (!derived.isEmpty()) {
      outcome.field("derived", derived);
      outcome.line("derived", line(derived));
    }
    if (!snapshot.manifest().training().isEmpty()) {
      TrainingCounts training = TrainingCounts.of(snapshot.manifest().training());
      outcome.field("training", training.json());
      outcome.line("training", training.line());
      if (!training.labels().isEmpty()) {
        outcome.line("labels", training.labels());
      }
      training.warnings().forEach(line -> outcome.line("", line));
    }
  }

  /** Adds the Iceberg tables: that of {@code source.table} under a name of its own. */
  private static void say(Map<String, Manifest.TableEntry> tables, Outcome outcome) {
    Map<String, Manifest.Iceberg> all = new LinkedHashMap<>();
    tables.forEach((name, table) -> {
      Manifest.Iceberg iceberg = table.iceberg();
      if (iceberg != null) {
        all.put(name, iceberg);
        if (table.role() == Role.SOURCE) {
          outcome.field("iceberg", Json.tree(iceberg));
        }
      }
    });
    if (!all.isEmpty()) {
      outcome.field("icebergTables", Json.tree(all));
    }
  }

  private static String line(Map<String, Manifest.DerivedEntry> derived) {
    return derived.entrySet().stream()
        .map(made -> String.format(
            Locale.ROOT,
            "%s %,d rows, %,d columns",
            made.getKey(),
            made.getValue().rows(),
            made.getValue().columns().size()))
        .collect(Collectors.joining("; "));
  }

  static String manifest(Snapshot snapshot) {
    return snapshot.location() + "/manifest.json";
  }

  private static String entity(String kind, Manifest.EntityEntry entity) {
    return String.format(
        Locale.ROOT,
        "%s: %,d written, %,d columns",
        kind.isEmpty() ? "(no entity type)" : Printable.brief(kind),
        entity.written(),
        entity.columns().size());
  }

  private static String line(Manifest.Iceberg table) {
    return String.format(
        Locale.ROOT,
        "%s.%s.%s, snapshot %d: %,d inserted, %,d modified, %,d removed, %,d marked, %,d kept; %,d rows at %s",
        table.catalog(),
        table.namespace(),
        table.table(),
        table.snapshotId(),
        table.inserted(),
        table.modified(),
        table.removed(),
        table.marked(),
        table.kept(),
        table.rows(),
        table.until());
  }

  private static String line(String name, Manifest.TableEntry table) {
    return String.format(
        Locale.ROOT,
        "%s: %,d items scanned, %,d written, %,d filtered, %,d expired, %,d rejected",
        name,
        table.scanned(),
        table.written(),
        table.filtered(),
        table.expired(),
        table.rejected());
  }
}
