package dev.sluice.bench.contestant;

import dev.sluice.failure.ResourceUnavailableException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A part of the work of reading an export, by as many threads as Spark has cores, and without Spark. */
abstract class PlainThreads implements Contestant {
  /** Returns the number of pieces that the work is divided into. */
  abstract int pieces();

  /** Does a piece of the work. Returns the number of its items. */
  abstract long items(int piece) throws IOException;

  /** As many rows as the work has items. */
  @Override
  public final Dataset<Row> rows(Scene scene) {
    return scene.spark().range(all(scene)).toDF();
  }

  @Override
  public final void drain(Scene scene) {
    all(scene);
  }

  @Override
  public final boolean isCheckable() {
    return false;
  }

  private long all(Scene scene) {
    ExecutorService threads =
        Executors.newFixedThreadPool(scene.task().conditions().cores());
    try {
      List<Future<Long>> counts = new ArrayList<>();
      for (int piece = 0; piece < pieces(); piece++) {
        int number = piece;
        counts.add(threads.submit(() -> items(number)));
      }
      long all = 0;
      for (Future<Long> count : counts) {
        all += count.get();
      }
      return all;
    } catch (ExecutionException | InterruptedException e) {
      throw new ResourceUnavailableException(
          scene.task().contestant() + " failed: " + e.getMessage(),
          "Leave it out with --only, and report it.",
          e);
    } finally {
      threads.shutdownNow();
    }
  }
}
