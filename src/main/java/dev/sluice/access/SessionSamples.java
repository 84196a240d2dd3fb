package dev.sluice.access;

import dev.sluice.capacity.ReadLimit;
import dev.sluice.scan.SampleParts;
import dev.sluice.table.AwsSettings;
import dev.sluice.table.TableDescription;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.LongSupplier;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Option;

/**
 * The samples of one Spark session. A session loads a table again and again; a sample for each load would cost read
 * units, and with a low limit many seconds. So the items of each sample are kept, and other settings find their columns
 * in the same items. A larger sample requests only the items that it lacks. Thread-safe; loads of one table wait for each
 * other, so that one samples for all.
 *
 * <p>A sample is of one incarnation of a table, or of an index of it. It is kept for as long as the session, whatever its
 * age, and forgotten if this application {@linkplain #forget writes to the table} or refreshes it, and if others need
 * its memory. Attributes that others have added meanwhile are in the overflow; a sample that wants more items than there
 * were is taken anew, and none is kept of a table without items. Only the size of a table that was sampled
 * as a whole is not taken from an old sample.
 */
final class SessionSamples {
  /** The largest size of a session's samples in memory, compressed: hundreds of usual ones, or one of the largest items. */
  static final long MAX_BYTES = 64L << 20;

  private static final Logger LOG = LoggerFactory.getLogger(SessionSamples.class);

  private static final Map<Object, SessionSamples> SESSIONS = new WeakHashMap<>();

  /** Stands for the session of threads that have none. */
  private static final Object NO_SESSION = new Object();

  private final long maxBytes;
  private final LongSupplier nanoTime;
  private final Map<Items, SampledItems> kept = new LinkedHashMap<>(16, 0.75f, true);

  /** @param nanoTime a clock like {@link System#nanoTime} */
  SessionSamples(long maxBytes, LongSupplier nanoTime) {
    this.maxBytes = maxBytes;
    this.nanoTime = nanoTime;
  }

  /** Returns those of the thread's session. */
  static SessionSamples ofSession() {
    synchronized (SESSIONS) {
      return SESSIONS.computeIfAbsent(
          session(), session -> new SessionSamples(MAX_BYTES, System::nanoTime));
    }
  }

  private static Object session() {
    Option<SparkSession> active = SparkSession.getActiveSession();
    Option<SparkSession> session = active.isDefined() ? active : SparkSession.getDefaultSession();
    return session.isDefined() ? session.get() : NO_SESSION;
  }

  /** The settings that decide which items are sampled. */
  private record Items(
      AwsSettings aws, String arn, String id, @Nullable String index, boolean stream) {
    static Items of(ReadSettings settings, TableDescription table) {
      return new Items(
          settings.aws(), table.arn(), table.id(), settings.index(), settings.isStream());
    }

    boolean isOf(String table) {
      return arn.equals(table) || arn.endsWith(":table/" + table);
    }
  }

  /**
   * Returns a sample of the table, of kept items as far as there are any. Their read units count in the read that they
   * were first requested for.
   */
  TableSample sample(
      ReadSettings settings, TableDescription table, ReadLimit limit, SampleParts parts) {
    SampledItems items = items(Items.of(settings, table));
    TableSample sample = items.sample(settings, table, limit, parts);
    makeRoom();
    return sample;
  }

  private synchronized SampledItems items(Items of) {
    return kept.computeIfAbsent(of, items -> new SampledItems(nanoTime));
  }

  /** Returns the bytes that all samples take in memory. */
  synchronized long bytes() {
    return kept.values().stream().mapToLong(SampledItems::bytes).sum();
  }

  /** Forgets the samples that were used the longest ago, as long as all of them are too large. */
  private synchronized void makeRoom() {
    long bytes = bytes();
    for (Items eldest : List.copyOf(kept.keySet())) {
      SampledItems sampled = bytes > maxBytes ? kept.remove(eldest) : null;
      if (sampled != null) {
        bytes -= sampled.bytes();
        LOG.info(
            "The sample of {} is not kept: samples take more than {} bytes",
            eldest.arn(),
            maxBytes);
      }
    }
  }

  /**
   * Forgets the samples of a table in all sessions.
   *
   * @param table its name or ARN, in any account and region
   */
  static void forgetAll(String table) {
    synchronized (SESSIONS) {
      SESSIONS.values().forEach(samples -> samples.forget(table));
    }
  }

  synchronized void forget(String table) {
    kept.keySet().removeIf(items -> items.isOf(table));
  }
}
