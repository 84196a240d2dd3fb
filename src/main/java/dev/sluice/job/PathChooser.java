package dev.sluice.job;

import dev.sluice.access.AccessPath;
import dev.sluice.access.ReadSettings;
import dev.sluice.access.TableSize;
import dev.sluice.dataset.export.TableRead;
import dev.sluice.dataset.run.Begun;
import dev.sluice.dataset.run.PathChoice;
import dev.sluice.job.settings.Settings;
import dev.sluice.source.TableSource;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/** Chooses the access path of a run with {@code source.kind = auto}, by the rules and estimates of {@code plan}. */
final class PathChooser {
  private final SparkSession spark;
  private final Settings settings;
  private final Begun begun;

  PathChooser(SparkSession spark, Settings settings, Begun begun) {
    this.spark = spark;
    this.settings = settings;
    this.begun = begun;
  }

  /** Chooses. A sample is taken only where nothing but the dollars is open. */
  PathChoice choose(TableRead read) {
    return read.settings().export() == null
        ? RequestRules.against(read.settings(), settings.source().destination())
            .or(() -> RequestRules.against(costing(read.settings())))
            .map(why -> PathChoice.of(AccessPath.Kind.SCAN, why))
            .orElseGet(() -> cheaper(read))
        : PathChoice.of(AccessPath.Kind.EXPORT, "source.export-path names it, at no cost");
  }

  private Costing costing(ReadSettings read) {
    return Costing.of(
        settings.aws(),
        read.describe(),
        read.index(),
        Costing.recovery(settings.aws(), read.table()),
        null);
  }

  private PathChoice cheaper(TableRead read) {
    TableSource source = TableSource.open(read.settings()).inChunks();
    AccessPath.Outline path = TableSource.path(read.rows(spark, source, begun.firstStarted()));
    Optional<TableSize> size = source.size();
    double consumed =
        source.consumedReadUnits() + size.map(TableSize::consumedReadUnits).orElse(0.0);
    return PathEstimates.of(read, source, path, size, settings).choice().after(consumed);
  }
}
