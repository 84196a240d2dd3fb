package dev.sluice.job.settings;

import dev.sluice.dataset.run.Role;
import dev.sluice.derived.Query;
import dev.sluice.sql.SqlCondition;
import dev.sluice.training.TrainingSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The attributes and paths that a configuration names: they have columns, even if others do not fit. */
final class ConfiguredAttributes {
  private final List<@Nullable String> paths = new ArrayList<>();

  private ConfiguredAttributes() {}

  /** Returns the attributes of one table, each once. */
  static List<String> of(Settings settings, Role role) {
    ConfiguredAttributes configured = new ConfiguredAttributes();
    configured.paths.addAll(AttributeSetting.paths(settings, role));
    settings.derived().stream().map(Query::columns).forEach(configured.paths::addAll);
    if (role == Role.SOURCE) {
      configured.source(settings.source());
      configured.paths.addAll(settings.snapshot().stripShards());
      TrainingSettings training = settings.training();
      if (training != null) {
        configured.training(training);
      }
    }
    return List.copyOf(
        new TreeSet<>(configured.paths.stream().filter(Objects::nonNull).toList()));
  }

  private void source(SourceSettings source) {
    paths.addAll(source.columns());
    paths.add(source.ttlAttribute());
    condition(source.filter());
  }

  private void training(TrainingSettings training) {
    paths.add(training.label());
    paths.add(training.split().group());
    training.features().forEach(feature -> paths.addAll(feature.paths()));
    condition(training.filter());
  }

  private void condition(@Nullable String filter) {
    if (filter != null) {
      paths.addAll(SqlCondition.columns(filter));
    }
  }
}
