package dev.sluice.job;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.struct;

import dev.sluice.failure.Rethrow;
import dev.sluice.table.AwsSettings;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.AbortedException;

/**
 * A Spark session that starts in a thread of its own, while its user prepares what it will read. It then runs a query of
 * its own, since the first one loads thousands of classes.
 */
final class StartingSession implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StartingSession.class);

  private final FutureTask<Sessions> session = new FutureTask<>(Sessions::start);
  private final boolean begun;

  private StartingSession(boolean begun) {
    this.begun = begun;
  }

  /** Begins to start Spark, unless it will not be needed. */
  static StartingSession unless(boolean needless) {
    StartingSession starting = new StartingSession(!needless);
    if (!needless) {
      // not of a pool: it takes over this thread's class loader
      Thread thread = new Thread(starting::start, "start Spark");
      thread.setDaemon(true);
      thread.start();
    }
    return starting;
  }

  private void start() {
    session.run();
    try {
      warmUp(await().spark());
    } catch (RuntimeException e) {
      LOG.debug("Spark was not warmed up", e);
    }
  }

  /** Aggregates and joins, as the figures do. */
  private static void warmUp(SparkSession spark) {
    Dataset<Row> items = spark
        .range(100)
        .select(
            col("id").mod(7).cast(DataTypes.StringType).as("model"),
            struct(col("id").as("n")).as("value"));
    items
        .join(items.groupBy("model").count(), "model")
        .filter(col("value.n").gt(1))
        .collectAsList();
  }

  /** Waits for the session, which becomes the calling thread's active one. */
  Sessions reaching(AwsSettings aws) {
    Sessions started = await();
    SparkSession.setActiveSession(started.spark());
    return started.reaching(aws);
  }

  private Sessions await() {
    try {
      return session.get();
    } catch (ExecutionException e) {
      throw Rethrow.unchecked(Objects.requireNonNullElse(e.getCause(), e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw AbortedException.create("interrupted while Spark started", e);
    }
  }

  /** Ends the session, also one that has been closed. A failed start has been reported to who needed it. */
  @Override
  public void close() {
    if (!begun) {
      return;
    }
    try {
      session.get().close();
    } catch (ExecutionException failed) {
      // there is nothing to end
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
