package dev.sluice.access;

import dev.sluice.capacity.ReadLimit;
import dev.sluice.decode.EntityDiscriminator;
import dev.sluice.scan.SampleParts;
import dev.sluice.schema.ItemVisitor;
import dev.sluice.table.AwsSettings;
import dev.sluice.table.TableDescription;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.spark.sql.internal.SQLConf;
import org.jspecify.annotations.Nullable;

/**
 * The samples that this virtual machine, the driver, has taken lately. A session loads a table again and again; a sample
 * for each would cost read units, and with a low limit many seconds. A sample is of one incarnation of a table and of
 * the settings that decide what it finds, and serves reads with any limit. Thread-safe.
 *
 * <p>A sample is forgotten after {@link #MAX_AGE}, so that attributes which others write become columns, and at once if
 * this application {@linkplain #forget writes to the table}. Until then such attributes are in the overflow.
 */
final class RecentSamples {
  static final Duration MAX_AGE = Duration.ofMinutes(10);
  static final int MAX_SAMPLES = 64;

  /** The samples of this virtual machine. */
  static final RecentSamples ALL = new RecentSamples(System::nanoTime);

  private final LongSupplier nanoTime;
  private final Map<Key, Entry> entries = new LinkedHashMap<>();

  /** @param nanoTime a clock like {@link System#nanoTime} */
  RecentSamples(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** The settings and the table that decide the items of a sample, and the columns found in them. */
  private record Key(
      AwsSettings aws,
      String arn,
      String id,
      @Nullable String index,
      boolean stream,
      ReadSettings.Columns columns,
      @Nullable EntityDiscriminator entityBy,
      @Nullable String counted,
      @Nullable String ttlAttribute,
      boolean caseSensitive) {
    static Key of(ReadSettings settings, TableDescription table) {
      return new Key(
          settings.aws(),
          table.arn(),
          table.id(),
          settings.index(),
          settings.isStream(),
          settings.columns(),
          settings.entityBy(),
          settings.indexNeeds().attribute(),
          table.ttlAttribute(),
          SQLConf.get().caseSensitiveAnalysis());
    }
  }

  /** @param maxUnits the read units that the sample was allowed to consume */
  private record Entry(TableSample sample, double maxUnits, long takenAt) {
    /** Returns whether a sample with this allowance would not be larger. */
    boolean serves(double allowed) {
      return allowed <= maxUnits || sample.discovered().consumedReadUnits() < maxUnits / 2;
    }
  }

  /** Returns a recent sample of the table if there is one; else takes a sample, which later reads may use. */
  TableSample sample(
      ReadSettings settings, TableDescription table, ReadLimit limit, SampleParts parts) {
    double maxUnits = TableSample.maxUnits(settings, limit);
    return find(settings, table, maxUnits).orElseGet(() -> {
      TableSample taken = TableSample.take(settings, table, limit, parts, ItemVisitor.NONE);
      add(settings, table, maxUnits, taken);
      return taken;
    });
  }

  /**
   * Returns a recent sample. Its read units count in the read that it was taken for.
   *
   * @param maxUnits the read units that a new sample would be allowed to consume
   */
  synchronized Optional<TableSample> find(
      ReadSettings settings, TableDescription table, double maxUnits) {
    entries.values().removeIf(entry -> nanoTime.getAsLong() - entry.takenAt > MAX_AGE.toNanos());
    return Optional.ofNullable(entries.get(Key.of(settings, table)))
        .filter(entry -> entry.serves(maxUnits))
        .map(Entry::sample);
  }

  synchronized void add(
      ReadSettings settings, TableDescription table, double maxUnits, TableSample sample) {
    Key key = Key.of(settings, table);
    entries.remove(key);
    entries.put(key, new Entry(sample, maxUnits, nanoTime.getAsLong()));
    if (entries.size() > MAX_SAMPLES) {
      entries.remove(entries.keySet().iterator().next());
    }
  }

  /**
   * Forgets the samples of a table.
   *
   * @param table its name or ARN, in any account and region
   */
  synchronized void forget(String table) {
    entries.keySet().removeIf(key -> key.arn.equals(table) || key.arn.endsWith(":table/" + table));
  }
}
