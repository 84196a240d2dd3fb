package dev.sluice.dataset;

import dev.sluice.dataset.Moment.How;
import dev.sluice.dataset.TwoHolders.Case;
import dev.sluice.testing.LongTest;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
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

  private static @Nullable TwoHolders holders;

  @BeforeAll
  static void start() throws Exception {
    holders = new TwoHolders(new Ground(folder));
  }

  @AfterAll
  static void end() {
    holders.close();
  }

  /** At a chunk. */
  @Tag("thorough")
  @Test
  void inAFolder() throws Exception {
    meetInFolder(Case.of(Moment.at(How.AFTER, "create runs/run/scan/"), 32));
  }

  /** At a file that S3A writes, at the manifest, at what tidies up. */
  @Tag("thorough")
  @Test
  void inABucket() throws Exception {
    meetInBucket(Case.of(Moment.at(How.BEFORE, "PUT .*/tables/.*parquet"), 32));
    meetInBucket(Case.of(Moment.at(How.LATE, "PUT .*/manifest.json"), 12));
    meetInBucket(Case.of(Moment.at(How.LATE, "(DELETE|POST) "), 12));
  }

  private static void meetInFolder(Case what) throws Exception {
    holders.meet(what, holders.ground().inFolder());
  }

  private static void meetInBucket(Case what) throws Exception {
    holders.meet(what, holders.ground().inBucket());
  }

  @Test
  @Tag("long")
  @Timeout(value = 12, unit = TimeUnit.HOURS)
  void atEachRequestInAFolder() throws Exception {
    each("folder", holders.ground()::inFolder);
  }

  @Test
  @Tag("long")
  @Timeout(value = 12, unit = TimeUnit.HOURS)
  void atEachRequestInABucket() throws Exception {
    each("bucket", holders.ground()::inBucket);
  }

  /** Each told before it begins, so that one can be begun with; their order depends on the seed alone. */
  private static void each(String where, Supplier<URI> roots) throws Exception {
    long seed = LongTest.seed(14);
    int begin = LongTest.size("first", 1, 1);
    int count = LongTest.size("count", MAX_REQUESTS, 6);
    int requests = holders.requests(roots.get()) + 4;
    List<Integer> moments =
        new ArrayList<>(IntStream.rangeClosed(1, MAX_REQUESTS).boxed().toList());
    Collections.shuffle(moments, new Random(seed));
    moments.removeIf(moment -> moment > requests);
    int last = (int) Math.min(begin - 1L + count, moments.size());
    for (int i = begin; i <= last; i++) {
      Case what = Case.random(moments.get(i - 1), requests, new Random(seed * 10_007 + i));
      System.out.printf(
          "holders: %s, seed %d, %d of %d: %s%n", where, seed, i, moments.size(), what);
      holders.meet(what, roots.get());
    }
  }
}
