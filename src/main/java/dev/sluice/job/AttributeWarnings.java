package dev.sluice.job;

import dev.sluice.analytics.Attribute;
import dev.sluice.dataset.layout.TableSchema;
import dev.sluice.dataset.run.Role;
import dev.sluice.dataset.snapshot.Snapshot;
import dev.sluice.failure.NearestName;
import dev.sluice.failure.Printable;
import dev.sluice.job.SeenAttributes.Presence;
import dev.sluice.job.settings.AttributeSetting;
import dev.sluice.job.settings.Settings;
import dev.sluice.schema.SeenTypes;
import dev.sluice.source.TableSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Warns of attributes that the configuration names and no item has. An attribute that the user named, or that figures
 * require, always gets a warning; so does an attribute of events whose absence leaves a gap in the figures. Another
 * default gets one if items have an attribute with a similar name, unless items have neither time nor model, nor
 * similar names.
 */
final class AttributeWarnings {
  private final Settings settings;
  private final List<AttributeSetting> named;
  private final List<String> warnings = new ArrayList<>();

  private AttributeWarnings(Settings settings) {
    this.settings = settings;
    this.named = AttributeSetting.of(settings);
  }

  /** Returns the warnings for a table before it is read, from its sample. */
  static List<String> ofSample(Settings settings, Role role, TableSource source) {
    AttributeWarnings found = new AttributeWarnings(settings);
    source.discovered().filter(sample -> sample.sampled() > 0).ifPresent(sample -> {
      SeenAttributes seen = new SeenAttributes(
          new StructType(), SeenTypes.of(sample.schema(), sample.attributes()), Map.of());
      EventLog log = new EventLog(settings, path -> seen.of(path) != Presence.UNSEEN);
      found.check(role, seen, log, "no sampled item");
      if (role == Role.SOURCE && log.isNone() && !found.tellsOfEvents()) {
        found.warnings.add(noEvents(settings, seen));
      }
    });
    return found.warnings;
  }

  private boolean tellsOfEvents() {
    return warnings.stream()
        .anyMatch(text -> EventLog.FIRST.stream().anyMatch(key -> text.startsWith(key + " ")));
  }

  /** Returns the warning for a sample without events. */
  private static String noEvents(Settings settings, SeenAttributes seen) {
    return "No sampled item has a time (sluice.events.time = %s) or a model (sluice.events.model = %s): they are in no figures. %s"
        .formatted(
            Printable.brief(settings.events().time()),
            Printable.brief(settings.events().model()),
            NearestName.sentence(settings.events().time(), seen.paths()));
  }

  /** Returns the warnings for a snapshot, from the attributes of its items. */
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
    Map<String, Boolean> known = new HashMap<>();
    Predicate<String> has =
        path -> known.computeIfAbsent(path, attribute -> !isUnseen(attribute, seen, table));
    check(role, seen, new EventLog(settings, has), "no item of " + name);
  }

  private static boolean isUnseen(String path, SeenAttributes seen, Dataset<Row> table) {
    Presence presence = seen.of(path);
    return presence == Presence.UNSEEN
        || (presence == Presence.UNKNOWN
            && table.filter(Attribute.column(table.schema(), path).isNotNull()).isEmpty());
  }

  private void check(Role role, SeenAttributes seen, EventLog log, String whose) {
    Map<String, String> needs = role == Role.SOURCE ? log.needs() : Map.of();
    boolean others = role == Role.SOURCE && log.isNone() && !isMistyped(seen);
    named.stream()
        .filter(setting -> setting.role() == role && (setting.expected() || !others))
        .filter(setting -> !log.has().test(setting.path()))
        .forEach(
            setting -> warn(setting, seen, whose, Optional.ofNullable(needs.get(setting.key()))));
  }

  /** Returns whether items have a name similar to that of the time or the model. */
  private boolean isMistyped(SeenAttributes seen) {
    return named.stream()
        .filter(setting -> EventLog.FIRST.contains(setting.key()))
        .anyMatch(setting -> NearestName.of(setting.path(), seen.paths()).isPresent());
  }

  private void warn(
      AttributeSetting setting, SeenAttributes seen, String whose, Optional<String> lack) {
    boolean like = NearestName.of(setting.path(), seen.paths()).isPresent();
    String what =
        setting.key() + " = " + Printable.brief(setting.path()) + ": is an attribute that " + whose;
    if (setting.expected() || like) {
      warnings.add(what + " has. " + NearestName.sentence(setting.path(), seen.paths()));
    } else {
      lack.ifPresent(
          missing -> warnings.add("%s has, so %s. Name the attribute that holds it in %s. %s"
              .formatted(what, missing, setting.key(), others(setting, seen))));
    }
  }

  /** Returns the attributes of the items that no setting names, one of which may be meant. */
  private String others(AttributeSetting setting, SeenAttributes seen) {
    Set<String> taken = named.stream().map(AttributeSetting::path).collect(Collectors.toSet());
    List<String> free =
        seen.paths().stream().filter(path -> !taken.contains(path)).toList();
    return free.isEmpty()
        ? "Items have no others than those named."
        : NearestName.sentence(setting.path(), free);
  }
}
