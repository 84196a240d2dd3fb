package dev.sluice.job;

import dev.sluice.access.AccessPath;
import dev.sluice.access.ReadSettings;
import dev.sluice.access.TableSize;
import dev.sluice.dataset.export.TableRead;
import dev.sluice.dataset.run.PathChoice;
import dev.sluice.export.ExportDestination;
import dev.sluice.job.settings.Settings;
import dev.sluice.source.TableSource;
import dev.sluice.table.Recovery;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The cost of each access path to a table, by a sample of it, and which of them a run takes: for {@code plan}, and for a
 * run with {@code source.kind = auto}.
 *
 * @param paths of which one is taken
 */
record PathEstimates(Costing costing, List<AccessPathEstimate> paths) {
  PathEstimates {
    paths = List.copyOf(paths);
  }

  /**
   * Estimates all paths. Asks DynamoDB whether the table has point-in-time recovery.
   *
   * @param source the table, or the export that is there, divided into chunks
   * @param path of a read of {@code source}
   * @param size empty: not known
   */
  static PathEstimates of(
      TableRead read,
      TableSource source,
      AccessPath.Outline path,
      Optional<TableSize> size,
      Settings settings) {
    Recovery recovery = path.kind() == AccessPath.Kind.EXPORT
        ? Recovery.unknown("an export is read")
        : Costing.recovery(settings.aws(), read.table());
    Costing costing = Costing.of(
        settings.aws(),
        source.description(),
        source.index().orElse(null),
        recovery,
        bytes(source, size));
    List<AccessPathEstimate> paths = source.forecasts(path, size, read.filter() != null).stream()
        .map(forecast -> AccessPathEstimate.of(forecast, costing))
        .toList();
    return new PathEstimates(costing, paths)
        .decided(read.settings(), settings.source().destination());
  }

  /** Returns the size of the table. An export is always of the whole table, even if an index is read. */
  private static @Nullable Double bytes(TableSource source, Optional<TableSize> size) {
    double reported = source.description().sizeBytes();
    return source.index().isPresent()
        ? (reported > 0 ? (Double) reported : null)
        : size.map(TableSize::bytes).orElse(null);
  }

  /**
   * Returns the same estimates with the path that a run takes.
   *
   * @param destination of an export that may be requested; null: none may be
   */
  PathEstimates decided(ReadSettings read, @Nullable ExportDestination destination) {
    if (read.kind() == AccessPath.Kind.PITR) {
      return requesting("source.kind = pitr");
    }
    if (read.kind() != AccessPath.Kind.AUTO || isExport()) {
      return this;
    }
    PathChoice choice = RequestRules.against(read, destination)
        .or(() -> RequestRules.against(costing))
        .map(why -> PathChoice.of(AccessPath.Kind.SCAN, why))
        .orElseGet(() -> RequestRules.cheaper(taken(), requested()));
    return choice.kind() == AccessPath.Kind.PITR
        ? requesting(choice.why())
        : new PathEstimates(
            costing,
            paths.stream()
                .map(path ->
                    path.kind() == AccessPath.Kind.PITR ? path.decided(false, choice.why()) : path)
                .toList());
  }

  private PathEstimates requesting(String why) {
    return new PathEstimates(
        costing,
        paths.stream()
            .map(path -> path.kind() == AccessPath.Kind.PITR
                ? path.decided(true, why)
                : path.forecast().taken() ? path.decided(false, why) : path)
            .toList());
  }

  private boolean isExport() {
    return taken().kind() == AccessPath.Kind.EXPORT;
  }

  AccessPathEstimate taken() {
    return AccessPathEstimate.taken(paths);
  }

  private AccessPathEstimate requested() {
    return paths.stream()
        .filter(path -> path.kind() == AccessPath.Kind.PITR)
        .findFirst()
        .orElseThrow();
  }

  /** Returns the choice between reading the table and requesting an export, with the reason. */
  PathChoice choice() {
    AccessPath.Kind kind =
        taken().kind() == AccessPath.Kind.PITR ? AccessPath.Kind.PITR : AccessPath.Kind.SCAN;
    return PathChoice.of(kind, requested().forecast().why());
  }
}
