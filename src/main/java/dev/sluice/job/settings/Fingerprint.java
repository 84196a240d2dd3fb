package dev.sluice.job.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.dataset.run.RunSettings;
import dev.sluice.item.Sha256;
import dev.sluice.job.args.Verb;
import java.time.LocalDate;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The identity of a result: the first 32 hexadecimal digits of the SHA-256 over the settings that determine it, as
 * key=value pairs. Speed (segments, capacity) and addresses (endpoints, roots, roles) are excluded: a run may be
 * resumed more slowly, or by another access path. The logical day is included if figures depend on it.
 *
 * @param text the hash
 * @param earlier the hash that earlier releases computed of the same settings; it names results that they stored
 */
public record Fingerprint(String text, String earlier) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The form of a day's states. With another one, or another way to compute them, stored ones are not used. */
  private static final int STATES = 1;

  /** The form of figures. With another one, or another way to compute them, earlier figures do not stand. */
  private static final int FIGURES = 1;

  /** 128 bits: the hash is part of file names. */
  private static final int LENGTH = 32;

  /**
   * Identifies the result of a command; for one that publishes, the summary table is included.
   *
   * @param date the logical day, or the last day of a span
   * @param from the first day of the span; null: the look-back decides
   */
  public static Fingerprint of(
      Verb verb, Settings settings, LocalDate date, @Nullable LocalDate from) {
    SortedMap<String, String> now = new TreeMap<>();
    SortedMap<String, String> before = new TreeMap<>();
    if (verb == Verb.EXPORT || verb == Verb.RUN) {
      RunSettings snapshot = snapshot(settings);
      now.putAll(snapshot.keys());
      before.putAll(snapshot.earlier());
    }
    if (verb != Verb.EXPORT) {
      now.putAll(figures(settings, date, from));
      before.putAll(earlierFigures(settings, date, from));
    }
    if (verb == Verb.PUBLISH || verb == Verb.RUN) {
      KeyValues summary = new KeyValues();
      DecidingKeys.summary(summary, settings.summary());
      if (settings.board() != null) {
        DecidingKeys.board(summary, settings.board());
      }
      now.putAll(summary.all());
      EarlierForm.summary(before, settings.summary());
    }
    return new Fingerprint(sha256(now), sha256(before));
  }

  /**
   * Identifies the figures of a given snapshot.
   *
   * @param date the logical day, or the last day of a span
   * @param from the first day of the span; null: the look-back decides
   */
  public static Fingerprint ofFigures(Settings settings, LocalDate date, @Nullable LocalDate from) {
    return new Fingerprint(
        sha256(figures(settings, date, from)), sha256(earlierFigures(settings, date, from)));
  }

  /** Returns the hash of the settings that determine figures of given days. */
  public static String ofRules(Settings settings) {
    SortedMap<String, String> all = figures(settings, LocalDate.EPOCH, null);
    all.put("labels.table", String.valueOf(settings.labels().table()));
    all.put("figures", Integer.toString(FIGURES));
    return sha256(all);
  }

  /** Returns the hash of the settings that determine the states of a day. */
  public static String ofDays(Settings settings) {
    KeyValues all = new KeyValues().put("states", STATES);
    DecidingKeys.events(all, settings.events());
    DecidingKeys.labels(all, settings.labels().attributes());
    all.put("labels.table", settings.labels().table());
    DecidingKeys.states(all, settings.analytics());
    return sha256(all.all());
  }

  /** Returns the settings that determine the content of a snapshot: its tables, the kept items, and their form. */
  public static RunSettings snapshot(Settings settings) {
    SortedMap<String, String> before = tables(settings).all();
    EarlierForm.snapshot(before, settings);
    KeyValues now = tables(settings);
    if (settings.training() != null) {
      DecidingKeys.training(now, settings.training());
      DecidingKeys.labels(now, settings.labels().attributes());
    }
    DecidingKeys.derived(now, settings.derived());
    return new RunSettings(now.all(), before);
  }

  /** Returns keys that plans have recorded with every value since the first release: their form is fixed. */
  private static KeyValues tables(Settings settings) {
    KeyValues all = new KeyValues();
    source(all, settings);
    SnapshotSettings snapshot = settings.snapshot();
    all.in("dataset")
        .put("entity-by", snapshot.entityBy())
        .put("entity-separator", snapshot.entitySeparator())
        .put("strip-shards", snapshot.stripShards())
        .put("target-file-bytes", snapshot.targetFileBytes())
        .put("compression", snapshot.compression())
        .put("afresh", snapshot.afresh(), false)
        .put("partition-by", snapshot.partitionBy());
    SnapshotSettings.Iceberg iceberg = snapshot.iceberg();
    if (iceberg != null) {
      all.in("dataset")
          .put("format", SnapshotSettings.Format.ICEBERG)
          .put("catalog", iceberg.catalog())
          .put("on-delete", iceberg.deleted());
    }
    all.put("labels.table", settings.labels().table());
    all.in("experiments")
        .put("table", settings.experiments().table())
        .put("index", settings.experiments().index())
        .put("statuses", settings.experiments().filter());
    if (settings.training() != null) {
      all.put("events.id", settings.events().id());
    }
    if (settings.training() != null
        || iceberg != null
        || snapshot.partitionBy() == SnapshotSettings.PartitionBy.DAY) {
      all.put("events.time", settings.events().time());
      all.put("events.time-format", settings.events().timeFormat());
    }
    if (all.has("events.time") || !settings.derived().isEmpty()) {
      all.put("analytics.zone", settings.analytics().zone());
    }
    return all;
  }

  private static void source(KeyValues all, Settings settings) {
    SourceSettings source = settings.source();
    all.put("aws.region", settings.aws().region());
    all.in("source")
        .put("table", source.table())
        .put("export-path", source.export(), null)
        .put("index", source.index())
        .put("columns", source.columns())
        .put("filter", source.filter())
        .put("consistent-read", source.consistentRead())
        .put("skip-expired", source.skipExpired())
        .put("ttl-attribute", source.ttlAttribute(), null)
        .put("max-rejects", source.maxRejects());
    all.in("source.schema")
        .put("sample-items", source.sampleItems())
        .put("numbers", source.numbers())
        .put("ddl", source.ddl());
  }

  private static SortedMap<String, String> figures(
      Settings settings, LocalDate date, @Nullable LocalDate from) {
    KeyValues all = new KeyValues().put("date", date).put("from", from, null);
    DecidingKeys.events(all, settings.events());
    DecidingKeys.labels(all, settings.labels().attributes());
    DecidingKeys.analytics(all, settings.analytics());
    DecidingKeys.experiments(all, settings.experiments().attributes());
    return all.all();
  }

  private static SortedMap<String, String> earlierFigures(
      Settings settings, LocalDate date, @Nullable LocalDate from) {
    // earlier releases had no spans, so that theirs has no other name
    SortedMap<String, String> all = new KeyValues().put("from", from, null).all();
    EarlierForm.figures(all, settings);
    all.put("date", date.toString());
    return all;
  }

  private static String sha256(Map<String, String> pairs) {
    try {
      return Sha256.of(JSON.writeValueAsString(pairs)).substring(0, LENGTH);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map of text is always JSON", e);
    }
  }
}
