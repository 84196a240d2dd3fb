package dev.sluice.job.settings;

import dev.sluice.analytics.EventAttributes;
import dev.sluice.analytics.ExperimentAttributes;
import dev.sluice.analytics.LabelAttributes;
import dev.sluice.dataset.run.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * A setting that names an attribute.
 *
 * @param role role of the table whose items should have the attribute
 * @param key the full key, {@code sluice.events.model}
 * @param path path of the attribute
 * @param expected whether a warning is due if no item has the attribute: the user named it, or figures require it.
 *     Errors and declared columns are exempt: there may be none yet
 */
public record AttributeSetting(Role role, String key, String path, boolean expected) {
  private static final String DDL = "sluice.source.schema.ddl";
  private static final Set<String> MAY_BE_ABSENT = Set.of("sluice.events.error", DDL);

  /** Returns all such settings of the configured tables. */
  public static List<AttributeSetting> of(Settings settings) {
    Settings defaults = SettingsReader.read(null, List.of(), Set.of(), new ConfigErrors());
    Collector all = new Collector(named(defaults));
    named(settings).forEach(all::add);
    return all.settings;
  }

  /** Returns the paths of one table's settings, expected or not. */
  static List<String> paths(Settings settings, Role role) {
    return named(settings).stream()
        .filter(named -> named.role() == role)
        .flatMap(named -> Stream.ofNullable(named.path()))
        .toList();
  }

  /** Adds declared columns, whose attributes may appear later. */
  private static void declared(@Nullable String ddl, List<Named> all) {
    if (ddl != null) {
      for (String name : StructType.fromDDL(ddl).fieldNames()) {
        all.add(new Named(Role.SOURCE, DDL, name, false));
      }
    }
  }

  private record Named(Role role, String key, @Nullable String path, boolean always) {}

  private static final class Collector {
    private final List<Named> defaults;
    private final List<AttributeSetting> settings = new ArrayList<>();

    Collector(List<Named> defaults) {
      this.defaults = defaults;
    }

    void add(Named named) {
      String path = named.path();
      if (path == null) {
        return;
      }
      boolean users = defaults.stream()
          .noneMatch(other -> other.key().equals(named.key()) && path.equals(other.path()));
      boolean expected = (users || named.always()) && !MAY_BE_ABSENT.contains(named.key());
      settings.add(new AttributeSetting(named.role(), named.key(), path, expected));
    }
  }

  private static List<Named> named(Settings settings) {
    List<Named> all = new ArrayList<>();
    events(settings.events(), all);
    labels(settings.labels(), all);
    experiments(settings.experiments().attributes(), all);
    declared(settings.source().ddl(), all);
    all.add(
        new Named(Role.SOURCE, "sluice.dataset.entity-by", settings.snapshot().entityBy(), true));
    return all;
  }

  private static void events(EventAttributes events, List<Named> all) {
    String section = "sluice.events.";
    all.add(new Named(Role.SOURCE, section + "id", events.id(), false));
    all.add(new Named(Role.SOURCE, section + "time", events.time(), false));
    all.add(new Named(Role.SOURCE, section + "model", events.model(), false));
    all.add(new Named(Role.SOURCE, section + "version", events.version(), false));
    all.add(new Named(Role.SOURCE, section + "prediction", events.prediction(), false));
    all.add(new Named(Role.SOURCE, section + "confidence", events.confidence(), false));
    String latency = events.start() == null ? events.latencyMs() : null;
    all.add(new Named(Role.SOURCE, section + "latency-ms", latency, false));
    all.add(new Named(Role.SOURCE, section + "start", events.start(), true));
    all.add(new Named(Role.SOURCE, section + "end", events.end(), true));
    all.add(new Named(Role.SOURCE, section + "error", events.error(), false));
  }

  private static void labels(Settings.Labels settings, List<Named> all) {
    LabelAttributes labels = settings.attributes();
    boolean own = settings.table() == null;
    Role role = own ? Role.SOURCE : Role.LABELS;
    all.add(new Named(role, "sluice.labels.id", own ? null : labels.id(), true));
    all.add(new Named(role, "sluice.labels.label", labels.label(), !own));
    all.add(new Named(role, "sluice.labels.time", labels.time(), !own));
  }

  private static void experiments(ExperimentAttributes names, List<Named> all) {
    String section = "sluice.experiments.";
    all.add(new Named(Role.EXPERIMENTS, section + "id", names.id(), true));
    all.add(new Named(Role.EXPERIMENTS, section + "name", names.name(), true));
    all.add(new Named(Role.EXPERIMENTS, section + "time", names.time(), true));
    all.add(new Named(Role.EXPERIMENTS, section + "status", names.status(), true));
    all.add(new Named(Role.EXPERIMENTS, section + "metric", names.metric(), true));
    all.add(new Named(Role.EXPERIMENTS, section + "config", names.config(), false));
  }
}
