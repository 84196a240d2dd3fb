package dev.sluice.job.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.training.TrainingSettings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * SHA-256, in hexadecimal, over settings that decide a result. Pace (segments, capacity) and addresses (endpoints,
 * roots, roles) are left out: a run may be resumed slower, or by another way. The day is a run's own.
 */
public final class Fingerprint {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Fingerprint() {}

  /** Over what a snapshot holds: the tables, and what is kept of them in which form. */
  public static String ofSnapshot(Settings settings) {
    return sha256(snapshot(settings));
  }

  /** Over what the figures say, of a given snapshot. */
  public static String ofFigures(Settings settings) {
    return sha256(figures(settings));
  }

  /** Over where the figures go. */
  public static String ofSummary(Settings settings) {
    return sha256(summary(settings));
  }

  /** Over all of them. */
  public static String ofRun(Settings settings) {
    Map<String, String> all = new TreeMap<>(snapshot(settings));
    all.putAll(figures(settings));
    all.putAll(summary(settings));
    return sha256(all);
  }

  private static Map<String, String> snapshot(Settings settings) {
    SourceSettings source = settings.source();
    Map<String, String> parts = new TreeMap<>();
    put(parts, "aws.region", settings.aws().region());
    put(parts, "source.table", source.table());
    put(parts, "source.index", source.index());
    put(parts, "source.columns", source.columns());
    put(parts, "source.filter", source.filter());
    put(parts, "source.consistent-read", source.consistentRead());
    put(parts, "source.skip-expired", source.skipExpired());
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
      put(parts, "labels", settings.labels().attributes());
      put(parts, "analytics.zone", settings.analytics().zone());
    }
    if (!settings.derived().isEmpty()) {
      put(parts, "dataset.derived", settings.derived());
      put(parts, "analytics.zone", settings.analytics().zone());
    }
    put(parts, "dataset.partition-by", settings.snapshot().partitionBy());
    if (settings.snapshot().partitionBy() == SnapshotSettings.PartitionBy.DAY) {
      put(parts, "events.time", settings.events().time());
      put(parts, "analytics.zone", settings.analytics().zone());
    }
    return parts;
  }

  private static Map<String, String> figures(Settings settings) {
    Map<String, String> parts = new TreeMap<>();
    put(parts, "events", settings.events());
    put(parts, "labels", settings.labels().attributes());
    put(parts, "analytics", settings.analytics());
    put(parts, "experiments", settings.experiments().attributes());
    return parts;
  }

  private static Map<String, String> summary(Settings settings) {
    Map<String, String> parts = new TreeMap<>();
    put(parts, "summary", settings.summary());
    return parts;
  }

  private static void put(Map<String, String> parts, String key, @Nullable Object value) {
    parts.put(key, String.valueOf(value));
  }

  private static String sha256(Map<String, String> parts) {
    try {
      byte[] canonical = JSON.writeValueAsString(parts).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(canonical));
    } catch (JsonProcessingException | NoSuchAlgorithmException e) {
      throw new IllegalStateException(
          "a map of text is always JSON, and every Java has SHA-256", e);
    }
  }
}
