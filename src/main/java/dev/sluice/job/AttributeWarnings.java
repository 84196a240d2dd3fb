package dev.sluice.job;

import dev.sluice.analytics.Attribute;
import dev.sluice.dataset.Role;
import dev.sluice.dataset.Snapshot;
import dev.sluice.dataset.TableSchema;
import dev.sluice.failure.NearestName;
import dev.sluice.failure.Printable;
import dev.sluice.job.SeenAttributes.Presence;
import dev.sluice.job.settings.AttributeSetting;
import dev.sluice.job.settings.Settings;
import dev.sluice.schema.SeenTypes;
import dev.sluice.source.TableSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Attributes that the configuration names and no item has. Of those that a user named, and those without which there are no
 * figures, each is told; of others those that are nearly the name of one that items have.
 */
final class AttributeWarnings {
  private final List<AttributeSetting> settings;
  private final List<String> warnings = new ArrayList<>();

  private AttributeWarnings(Settings settings) {
    this.settings = AttributeSetting.of(settings);
  }

  /** Of a table that is about to be read, by its sample. */
  static List<String> ofSample(Settings settings, Role role, TableSource source) {
    AttributeWarnings found = new AttributeWarnings(settings);
    source.discovered().ifPresent(sample -> {
      SeenAttributes seen = new SeenAttributes(
          new StructType(), SeenTypes.of(sample.schema(), sample.attributes()), Map.of());
      found.settings.stream()
          .filter(setting -> setting.role() == role && sample.sampled() > 0)
          .filter(setting -> seen.of(setting.path()) == Presence.UNSEEN)
          .forEach(setting -> found.warn(setting, seen, "no sampled item"));
    });
    return found.warnings;
  }

  /** Of the tables of a snapshot, by what their items were found to have. */
  static List<String> of(Settings settings, Snapshot snapshot) {
    AttributeWarnings found = new AttributeWarnings(settings);
    for (Role role : Role.values()) {
      snapshot.tableOf(role).ifPresent(table -> found.check(role, table, snapshot));
    }
    return found.warnings;
  }

  private void check(Role role, String name, Snapshot snapshot) {
    TableSchema schema = snapshot.schemas().get(name);
    Dataset<Row> table = snapshot.table(name);
    if (schema == null || schema.sampled() == 0) {
      return;
    }
    SeenAttributes seen = new SeenAttributes(table.schema(), schema.types(), schema.overflow());
    settings.stream()
        .filter(setting -> setting.role() == role)
        .filter(setting -> isUnseen(setting.path(), seen, table))
        .forEach(setting -> warn(setting, seen, "no item of " + name));
  }

  private static boolean isUnseen(String path, SeenAttributes seen, Dataset<Row> table) {
    Presence presence = seen.of(path);
    return presence == Presence.UNSEEN
        || (presence == Presence.UNKNOWN
            && table.filter(Attribute.column(table.schema(), path).isNotNull()).isEmpty());
  }

  private void warn(AttributeSetting setting, SeenAttributes seen, String whose) {
    if (setting.expected() || NearestName.of(setting.path(), seen.paths()).isPresent()) {
      warnings.add("%s = %s: is an attribute that %s has. %s"
          .formatted(
              setting.key(),
              Printable.brief(setting.path()),
              whose,
              NearestName.sentence(setting.path(), seen.paths())));
    }
  }
}
