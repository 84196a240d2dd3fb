package dev.sluice.job;

import dev.sluice.analytics.Figures;
import dev.sluice.analytics.Others;
import dev.sluice.failure.NearestName;
import dev.sluice.failure.Printable;
import dev.sluice.job.settings.Settings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Warns of versions, models and statuses that the configuration names and no figure has. */
final class NameWarnings {
  /** Default of {@code experiments.done}: an absence of completed experiments is no mistake. */
  private static final String DONE_BY_DEFAULT = "completed";

  private static final Set<String> ALL_OR_NONE = Set.of("*", "-", Others.NAME);

  private final List<String> warnings = new ArrayList<>();

  private NameWarnings() {}

  /** Returns printable sentences; without any items there is no warning. */
  static List<String> of(Settings settings, Figures figures) {
    NameWarnings found = new NameWarnings();
    found.baseline(settings.analytics().baselineVersion(), figures);
    found.targets(settings.analytics().targets().keySet(), figures);
    found.done(settings.experiments().attributes().done(), figures);
    return found.warnings;
  }

  private void baseline(@Nullable String version, Figures figures) {
    Set<String> seen = names(Stream.concat(
        figures.latency().stream().map(row -> row.version()),
        figures.accuracy().stream().map(row -> row.version())));
    if (version != null && isUnseen(version, seen)) {
      warn("analytics.baseline-version", version, "version of a model", seen);
    }
  }

  private void targets(Collection<String> models, Figures figures) {
    Set<String> seen = names(Stream.concat(
        figures.latency().stream().map(row -> row.model()),
        figures.accuracy().stream().map(row -> row.model())));
    // a model among the summed-up ones has no figures of its own
    if (figures.others().models() == 0) {
      models.stream()
          .filter(model -> isUnseen(model, seen))
          .forEach(model -> warn("analytics.targets", model, "model", seen));
    }
  }

  private void done(String status, Figures figures) {
    Set<String> seen =
        names(figures.experiments().stream().flatMap(all -> all.byStatus().keySet().stream()));
    boolean meant =
        !status.equals(DONE_BY_DEFAULT) || NearestName.of(status, seen).isPresent();
    if (meant && isUnseen(status, seen)) {
      warn("experiments.done", status, "status of an experiment", seen);
    }
  }

  private static boolean isUnseen(String name, Set<String> seen) {
    return !seen.isEmpty() && !seen.contains(name);
  }

  private static Set<String> names(Stream<String> all) {
    return all.filter(Predicate.not(ALL_OR_NONE::contains))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private void warn(String key, String name, String what, Set<String> seen) {
    warnings.add("sluice.%s = %s: is no %s that figures are of. %s"
        .formatted(key, Printable.brief(name), what, NearestName.sentence(name, seen)));
  }
}
