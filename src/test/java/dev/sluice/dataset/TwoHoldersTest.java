package dev.sluice.dataset;

import dev.sluice.dataset.Moment.How;
import dev.sluice.dataset.TwoHolders.Case;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is published is the table, wherever holders of its run are suspended: in a folder, and in a bucket. */
final class TwoHoldersTest {
  /** Of an export, more than it makes. */
  private static final int MAX_REQUESTS = 2_000;

  @TempDir
  static Path folder;

  /** At a chunk. */
  @Test
  void inAFolder() throws Exception {
    try (TwoHolders holders = new TwoHolders(new FolderGround(folder))) {
      holders.meet(Case.of(Moment.at(How.AFTER, "create runs/run/scan/"), 32));
    }
  }

  /** At a file that S3A writes, at the manifest, at what tidies up. */
  @Test
  void inABucket() throws Exception {
    try (TwoHolders holders = new TwoHolders(new BucketGround(folder))) {
      holders.meet(Case.of(Moment.at(How.BEFORE, "PUT .*/tables/.*parquet"), 32));
      holders.meet(Case.of(Moment.at(How.LATE, "PUT .*/manifest.json"), 12));
      holders.meet(Case.of(Moment.at(How.LATE, "(DELETE|POST) "), 12));
    }
  }

  @Test
  @Tag("long")
  @Timeout(value = 12, unit = TimeUnit.HOURS)
  void atEachRequestInAFolder() throws Exception {
    try (TwoHolders holders = new TwoHolders(new FolderGround(folder))) {
      each(holders, "folder");
    }
  }

  @Test
  @Tag("long")
  @Timeout(value = 12, unit = TimeUnit.HOURS)
  void atEachRequestInABucket() throws Exception {
    try (TwoHolders holders = new TwoHolders(new BucketGround(folder))) {
      each(holders, "bucket");
    }
  }

  /** Each told before it begins, so that one can be begun with; their order depends on the seed alone. */
  private static void each(TwoHolders holders, String where) throws Exception {
    long seed = Long.getLong("sluice.long.seed", 14);
    int begin = Integer.getInteger("sluice.long.first", 1);
    int count = Integer.getInteger("sluice.long.count", MAX_REQUESTS);
    int requests = holders.requests() + 4;
    List<Integer> moments =
        new ArrayList<>(IntStream.rangeClosed(1, MAX_REQUESTS).boxed().toList());
    Collections.shuffle(moments, new Random(seed));
    moments.removeIf(moment -> moment > requests);
    int last = (int) Math.min(begin - 1L + count, moments.size());
    for (int i = begin; i <= last; i++) {
      Case what = Case.random(moments.get(i - 1), requests, new Random(seed * 10_007 + i));
      System.out.printf(
          "holders: %s, seed %d, %d of %d: %s%n", where, seed, i, moments.size(), what);
      holders.meet(what);
    }
  }
}
