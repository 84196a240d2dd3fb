package dev.sluice.dataset.lake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dataset.lake.CommitWatch.Point;
import dev.sluice.dataset.lake.DeletedItems.Action;
import dev.sluice.dataset.lake.LakeState.Item;
import dev.sluice.export.WrittenChange;
import dev.sluice.source.RandomItems;
import dev.sluice.source.Reassembled;
import dev.sluice.testing.TestSpark;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Random inserts, updates, deletes and deletions by TTL, several at one time now and then, cut into nights at random, which
 * are killed at random: after each night the Iceberg table is the DynamoDB table, with the rows of deleted items that are
 * to stay.
 */
final class LakeHistoriesTest extends SeededHistories {
  private static final long EXPIRED = LakeLog.BEGIN.getEpochSecond() - 10;
  private static final long LASTING = LakeLog.BEGIN.getEpochSecond() + 100_000;

  @Override
  void follow(Path place, long seed) {
    new History(place, seed).follow();
  }

  /** One table and its nights. */
  private static final class History {
    private final long seed;
    private final Random random;
    private final LakeGround ground;
    private final LakeLog log;
    private final DeletedItems deleted;
    private final boolean hasOld;
    private final boolean isFiltered;
    private Map<String, Item> expected = new TreeMap<>();
    /** Of rows, whether their TTL had passed. */
    private final Map<String, Boolean> isExpired = new HashMap<>();

    History(Path folder, long seed) {
      this.seed = seed;
      this.random = new Random(seed);
      boolean byDay = random.nextInt(3) > 0;
      this.ground = new LakeGround(
          TestSpark.interpreted(),
          folder.resolve("lake"),
          byDay ? LakeGround.BY_DAY : LakeGround.BY_KEY);
      this.isFiltered = random.nextInt(3) == 0;
      if (isFiltered) {
        ground.filtered("wanted = 'y'");
      }
      this.hasOld = random.nextInt(4) > 0;
      this.log = new LakeLog(folder)
          .format(random.nextBoolean() ? "ION" : "DYNAMODB_JSON")
          .view(hasOld ? "NEW_AND_OLD_IMAGES" : "NEW_IMAGES");
      this.deleted = new DeletedItems(action(), action(), action());
    }

    private Action action() {
      return List.of(Action.values()).get(random.nextInt(3));
    }

    void follow() {
      List<Long> cuts = written();
      LakeCommit commit = ground.load("r0", log.full(cuts.get(0)), false);
      log.items(cuts.get(0)).forEach(this::put);
      check(commit);
      if (random.nextBoolean()) {
        ground
            .iceberg()
            .updateProperties()
            .set("write.merge.mode", "merge-on-read")
            .commit();
      }
      for (int night = 1; night < cuts.size(); night++) {
        check(night(night, cuts.get(night - 1), cuts.get(night)));
        compactSometimes();
      }
    }

    /** Writes at random. Returns when nights begin and end. */
    private List<Long> written() {
      RandomItems items = new RandomItems(random.nextLong());
      TreeSet<Long> cuts = new TreeSet<>(List.of(0L));
      long time = -60;
      for (int write = 90 + random.nextInt(60); write > 0; write--) {
        time += random.nextInt(4);
        String id = "i" + random.nextInt(20);
        if (random.nextInt(3) == 0) {
          log.remove(time, id);
        } else {
          log.put(time, item(items.item(id)));
        }
        if (random.nextInt(30) == 0 && time > 0 && cuts.size() < 4) {
          cuts.add(time);
        }
      }
      cuts.add(Math.max(time, 0) + 1);
      return new ArrayList<>(cuts);
    }

    private Map<String, AttributeValue> item(Map<String, AttributeValue> item) {
      item.put("wanted", AttributeValue.fromS(random.nextInt(4) == 0 ? "n" : "y"));
      long expires = random.nextBoolean() ? EXPIRED : LASTING;
      item.put("expires", AttributeValue.fromN(Long.toString(expires)));
      String day = "2026-11-0" + (1 + random.nextInt(5));
      switch (random.nextInt(8)) {
        case 0 -> {}
        case 1 -> item.put("at", AttributeValue.fromS("some time"));
        case 2 ->
          item.put(
              "at", AttributeValue.fromN(Long.toString(EXPIRED - random.nextInt(3) * 86_400L)));
        default -> item.put("at", AttributeValue.fromS(day + "T10:00:00Z"));
      }
      return item;
    }

    private LakeCommit night(int night, long from, long until) {
      boolean isWhole = random.nextInt(3) == 0;
      Path export = isWhole ? log.full(until) : log.changes(from, until);
      String runId = "r" + night;
      Map<String, Item> before = new TreeMap<>(expected);
      if (isWhole) {
        applyAll(until);
      } else {
        log.changes(from, until, this::apply);
      }
      @Nullable
      Point kill = random.nextInt(3) == 0
          ? List.of(Point.values()).get(random.nextInt(Point.values().length))
          : null;
      try {
        LakeCommit commit = commit(runId, export, isWhole, point -> {
          if (point == kill) {
            throw new Killed();
          }
        });
        counted(commit, before);
        return commit;
      } catch (Killed e) {
        return commit(runId, export, isWhole, point -> {});
      }
    }

    private LakeCommit commit(String runId, Path export, boolean isWhole, CommitWatch watch) {
      return isWhole
          ? ground.bring(runId, export, deleted, false, watch)
          : ground.apply(runId, export, deleted, watch);
    }

    /** All items, again: rows without one were deleted. */
    private void applyAll(long until) {
      Map<String, Map<String, AttributeValue>> items = log.items(until);
      for (String id : List.copyOf(expected.keySet())) {
        Item row = expected.get(id);
        if (!items.containsKey(id) && row.deletedAt() == null) {
          fate(id, isExpired.get(id), LakeLog.instant(until(until)));
        }
      }
      items.forEach(this::put);
    }

    private static long until(long time) {
      return ChronoUnit.MICROS.between(Instant.EPOCH, LakeLog.BEGIN) + time;
    }

    private void fate(String id, boolean isTtl, Instant at) {
      switch (isTtl ? deleted.ttl() : deleted.unknown()) {
        case REMOVE -> expected.remove(id);
        case MARK -> expected.computeIfPresent(id, (same, row) -> new Item(row.item(), at));
        case KEEP -> {}
      }
    }

    private void counted(LakeCommit commit, Map<String, Item> before) {
      assertThat(commit.counts().growth())
          .as("growth of seed " + seed)
          .isEqualTo(expected.size() - before.size());
      assertThat(commit.rows()).isEqualTo(expected.size());
    }

    private void put(String id, Map<String, AttributeValue> item) {
      if (!isFiltered || "y".equals(item.get("wanted").s())) {
        expected.put(id, new Item(Reassembled.of(item), null));
        isExpired.put(id, item.get("expires").n().equals(Long.toString(EXPIRED)));
      } else {
        expected.remove(id);
      }
    }

    private void apply(WrittenChange change) {
      String id = change.keys().get("id").s();
      if (change.newImage() != null) {
        put(id, change.newImage());
        return;
      }
      boolean isTtl = hasOld
          && change.oldImage() != null
          && change.oldImage().get("expires").n().equals(Long.toString(EXPIRED));
      fate(id, isTtl, LakeLog.instant(change.micros()));
    }

    private void check(LakeCommit commit) {
      assertThat(LakeState.of(ground.table(), commit).rows())
          .as("seed " + seed)
          .isEqualTo(expected);
    }

    private void compactSometimes() {
      if (random.nextInt(3) == 0) {
        ground.compact();
      }
    }
  }
}
