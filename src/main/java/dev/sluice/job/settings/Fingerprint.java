package dev.sluice.job.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.item.Sha256;
import dev.sluice.job.args.Verb;
import dev.sluice.training.TrainingSettings;
import java.time.LocalDate;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Settings that decide a result, and their SHA-256, in hexadecimal, cut. Pace (segments, capacity) and addresses (endpoints,
 * roots, roles) are left out: a run may be resumed slower, or by another way. The day is a run's own.
 */
public final class Fingerprint {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** 128 bits: it is part of names. */
  private static final int LENGTH = 32;

  private Fingerprint() {}

  /**
   * Over what decides the result of a command, and for one that publishes into which table it goes.
   *
   * @param date the logical day
   */
  public static String of(Verb verb, Settings settings, LocalDate date) {
    SortedMap<String, String> all = new TreeMap<>();
    if (verb == Verb.EXPORT || verb == Verb.RUN) {
      all.putAll(snapshot(settings));
    }
    if (verb != Verb.EXPORT) {
      all.putAll(figures(settings));
      put(all, "date", date);
    }
    if (verb == Verb.PUBLISH || verb == Verb.RUN) {
      put(all, "summary", settings.summary());
    }
    return sha256(all);
  }

  /**
   * Over what the figures say, of a given snapshot.
   *
   * @param date the logical day
   */
  public static String ofFigures(Settings settings, LocalDate date) {
    SortedMap<String, String> parts = figures(settings);
    put(parts, "date", date);
    return sha256(parts);
  }

  /** Of what a snapshot holds: the tables, and what is kept of them in which form; key by key. */
  public static SortedMap<String, String> snapshot(Settings settings) {
    SourceSettings source = settings.source();
    SortedMap<String, String> parts = new TreeMap<>();
    put(parts, "aws.region", settings.aws().region());
    put(parts, "source.table", source.table());
    put(parts, "source.index", source.index());
    put(parts, "source.columns", source.columns());
    put(parts, "source.filter", source.filter());
    put(parts, "source.consistent-read", source.consistentRead());
    put(parts, "source.skip-expired", source.skipExpired());
    if (source.ttlAttribute() != null) {
      put(parts, "source.ttl-attribute", source.ttlAttribute());
    }
    put(parts, "source.schema.sample-items", source.sampleItems());
    put(parts, "source.schema.numbers", source.numbers());
    put(parts, "source.schema.ddl", source.ddl());
    put(parts, "source.max-rejects", source.maxRejects());
    put(parts, "dataset.entity-by", settings.snapshot().entityBy());
    put(parts, "dataset.entity-separator", settings.snapshot().entitySeparator());
    put(parts, "dataset.strip-shards", settings.snapshot().stripShards());
    put(parts, "labels.table", settings.labels().table());
    put(parts, "experiments.table", settings.experiments().table());
    put(parts, "experiments.index", settings.experiments().index());
    put(parts, "experiments.statuses", settings.experiments().filter());
    put(parts, "dataset.target-file-bytes", settings.snapshot().targetFileBytes());
    put(parts, "dataset.compression", settings.snapshot().compression());
    TrainingSettings training = settings.training();
    if (training != null) {
      put(parts, "dataset.training", training);
      put(parts, "events.id", settings.events().id());
      put(parts, "events.time", settings.events().time());
      put(parts, "events.time-format", settings.events().timeFormat());
      put(parts, "labels", settings.labels().attributes());
      put(parts, "analytics.zone", settings.analytics().zone());
    }
    if (!settings.derived().isEmpty()) {
      put(parts, "dataset.derived", settings.derived());
      put(parts, "analytics.zone", settings.analytics().zone());
    }
    if (settings.snapshot().afresh()) {
      put(parts, "dataset.afresh", true);
    }
    put(parts, "dataset.partition-by", settings.snapshot().partitionBy());
    if (settings.snapshot().partitionBy() == SnapshotSettings.PartitionBy.DAY) {
      put(parts, "events.time", settings.events().time());
      put(parts, "events.time-format", settings.events().timeFormat());
      put(parts, "analytics.zone", settings.analytics().zone());
    }
    return parts;
  }

  private static SortedMap<String, String> figures(Settings settings) {
    SortedMap<String, String> parts = new TreeMap<>();
    put(parts, "events", settings.events());
    put(parts, "labels", settings.labels().attributes());
    put(parts, "analytics", settings.analytics());
    put(parts, "experiments", settings.experiments().attributes());
    return parts;
  }

  private static void put(Map<String, String> parts, String key, @Nullable Object value) {
    parts.put(key, String.valueOf(value));
  }

  private static String sha256(Map<String, String> parts) {
    try {
      return Sha256.of(JSON.writeValueAsString(parts)).substring(0, LENGTH);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map of text is always JSON", e);
    }
  }
}
