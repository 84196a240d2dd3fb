package dev.sluice.access;

import dev.sluice.capacity.ReadLimit;
import dev.sluice.decode.EntityDiscriminator;
import dev.sluice.scan.KeptParts;
import dev.sluice.scan.SampleParts;
import dev.sluice.schema.ItemVisitor;
import dev.sluice.table.TableDescription;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.spark.sql.internal.SQLConf;
import org.jspecify.annotations.Nullable;

/** The sampled items of a table, and what reads with different settings have found in them. Thread-safe. */
final class SampledItems {
  /** The largest number of settings whose samples are kept too: a statement loads its tables several times. */
  private static final int MAX_SAMPLES = 16;

  /** The largest number of items in all of these samples: each counts the values of a key. */
  private static final long MAX_SAMPLED = 50_000;

  /** For so long a sample of a whole table tells its size, too. Later the table may have grown. */
  static final Duration SIZE_AGE = Duration.ofMinutes(10);

  private final LongSupplier nanoTime;
  private final KeptParts items = new KeptParts();
  private final Map<Settings, TableSample> samples = new LinkedHashMap<>();
  private volatile long bytes;
  private long requestedAt;

  /** The largest number of items wanted by a sample that found fewer, for the table has no more; 0: none did. */
  private long beyond;

  /** @param nanoTime a clock like {@link System#nanoTime} */
  SampledItems(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.requestedAt = nanoTime.getAsLong();
  }

  /**
   * The settings that decide what is found in the items, and how many are read.
   *
   * @param maxUnits the read units that a sample may consume
   */
  private record Settings(
      ReadSettings.Columns columns,
      List<TableDescription.Key> keys,
      @Nullable EntityDiscriminator entityBy,
      @Nullable String counted,
      @Nullable String ttlAttribute,
      boolean caseSensitive,
      double maxUnits) {
    static Settings of(ReadSettings settings, TableDescription table, ReadLimit limit) {
      return new Settings(
          settings.columns(),
          table.keysOf(settings.index()).all(),
          settings.entityBy(),
          settings.indexNeeds().attribute(),
          table.ttlAttribute(),
          SQLConf.get().caseSensitiveAnalysis(),
          TableSample.maxUnits(settings, limit));
    }
  }

  /** Returns the bytes that the items take in memory. */
  long bytes() {
    return bytes;
  }

  /** Returns a sample of these items, and of those that they lack. */
  synchronized TableSample sample(
      ReadSettings settings, TableDescription table, ReadLimit limit, SampleParts parts) {
    TableSample sample = found(settings, table, limit, parts);
    boolean old = nanoTime.getAsLong() - requestedAt > SIZE_AGE.toNanos();
    return old ? sample.with(sample.discovered().ofPart()) : sample;
  }

  private TableSample found(
      ReadSettings settings, TableDescription table, ReadLimit limit, SampleParts parts) {
    Settings wanted = Settings.of(settings, table, limit);
    TableSample known = samples.get(wanted);
    if (known != null) {
      return known;
    }
    if (beyond > 0 && settings.columns().sampleItems() > beyond) {
      // more is wanted than there was: others may have written it since
      forget();
    }
    TableSample sample;
    try {
      sample = TableSample.take(settings, table, limit, items.of(parts), ItemVisitor.NONE);
    } finally {
      grown(items.bytes());
    }
    if (sample.discovered().sampled() == 0) {
      // columns of nothing: whatever others write would be in the overflow
      forget();
    } else {
      keep(wanted, sample);
    }
    return sample;
  }

  private void forget() {
    items.forget();
    samples.clear();
    beyond = 0;
  }

  private void keep(Settings wanted, TableSample sample) {
    if (sample.discovered().whole()) {
      beyond = Math.max(beyond, wanted.columns().sampleItems());
    }
    long sampled = sample.discovered().sampled()
        + samples.values().stream().mapToLong(s -> s.discovered().sampled()).sum();
    if (samples.size() == MAX_SAMPLES || sampled > MAX_SAMPLED) {
      samples.clear();
    }
    samples.put(wanted, sample);
  }

  /** Forgets what was found in fewer items. */
  private void grown(long now) {
    if (now != bytes) {
      bytes = now;
      requestedAt = nanoTime.getAsLong();
      samples.clear();
    }
  }
}
