package dev.sluice.dataset.lake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dataset.lake.CommitWatch.Point;
import dev.sluice.dataset.lake.DeletedItems.Action;
import dev.sluice.source.RandomItems;
import dev.sluice.source.Reassembled;
import dev.sluice.testing.TestSpark;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Random writes to a table with a Stream, while it is scanned and between nights, which are killed at random: after each
 * night the Iceberg table is the DynamoDB table, with the rows of deleted items that are to stay.
 */
final class StreamHistoriesTest extends SeededHistories {
  @Override
  void follow(Path place, long seed) {
    new History(place, seed).follow();
  }

  /** @param isMarked whether its item is deleted */
  private record Expected(Object item, boolean isMarked) {}

  /** One table and its nights. */
  private static final class History {
    private final long seed;
    private final Random random;
    private final RandomItems items;
    private final LakeGround ground;
    private final StreamedTable table = new StreamedTable();
    private final DeletedItems deleted;
    private final boolean isFiltered;
    private final Set<String> touched = new HashSet<>();
    private final Map<String, Expected> expected = new TreeMap<>();

    History(Path folder, long seed) {
      this.seed = seed;
      this.random = new Random(seed);
      this.items = new RandomItems(random.nextLong());
      this.ground = new LakeGround(
          TestSpark.interpreted(),
          folder.resolve("lake"),
          random.nextInt(3) > 0 ? LakeGround.BY_DAY : LakeGround.BY_KEY);
      this.isFiltered = random.nextInt(3) == 0;
      if (isFiltered) {
        ground.filtered("wanted = 'y'");
      }
      Action user = List.of(Action.values()).get(random.nextInt(3));
      this.deleted = new DeletedItems(Action.REMOVE, user, Action.REMOVE);
    }

    void follow() {
      write(40);
      for (int night = 1; night <= 3; night++) {
        LakeNight done = night("r" + night, night == 1);
        expect();
        check(done);
        write(5 + random.nextInt(20));
      }
    }

    private void write(int writes) {
      for (int write = 0; write < writes; write++) {
        String id = "i" + random.nextInt(20);
        touched.add(id);
        if (random.nextInt(3) == 0) {
          table.remove(id);
        } else {
          table.put(item(items.item(id)));
        }
      }
    }

    private Map<String, AttributeValue> item(Map<String, AttributeValue> item) {
      item.values().removeIf(History::hasEmpty);
      item.put("wanted", AttributeValue.fromS(random.nextInt(4) == 0 ? "n" : "y"));
      if (random.nextInt(6) > 0) {
        String day = "2026-11-0" + (1 + random.nextInt(5));
        item.put("at", AttributeValue.fromS(day + "T10:00:00Z"));
      }
      return item;
    }

    /** An empty map is {@code {}} in DynamoDB Local's streams, without its type. */
    private static boolean hasEmpty(AttributeValue value) {
      return (value.hasL() && value.l().stream().anyMatch(History::hasEmpty))
          || (value.hasM()
              && (value.m().isEmpty() || value.m().values().stream().anyMatch(History::hasEmpty)));
    }

    private LakeNight night(String runId, boolean loads) {
      Instant begun = table.description().describedAt();
      boolean writesMeanwhile = loads && deleted.user() == Action.REMOVE;
      int kill = random.nextInt(2) == 0 ? 1 + random.nextInt(loads ? 6 : 3) : 0;
      int[] passed = {0};
      try {
        return night(runId, begun, point -> {
          // before the scan, and after it
          if (++passed[0] <= 2 && writesMeanwhile && point != Point.PUBLISHED) {
            write(6);
          }
          if (passed[0] == kill) {
            throw new Killed();
          }
        });
      } catch (Killed e) {
        return night(runId, begun, point -> {});
      }
    }

    private LakeNight night(String runId, Instant begun, CommitWatch watch) {
      LakeNight done = ground.follow(runId, table.read(), begun, deleted, false, watch);
      assertThat(ground.follow(runId, table.read(), begun, deleted, false, point -> {}))
          .as("seed %d", seed)
          .isEqualTo(done);
      return done;
    }

    /** Applies what was written since the last night to what the table should have. */
    private void expect() {
      Map<String, Map<String, AttributeValue>> present = table.items();
      touched.forEach(id -> expect(id, present.get(id)));
      touched.clear();
    }

    private void expect(String id, @Nullable Map<String, AttributeValue> item) {
      if (item != null) {
        if (isFiltered && !"y".equals(item.get("wanted").s())) {
          expected.remove(id);
        } else {
          expected.put(id, new Expected(Reassembled.of(item), false));
        }
      } else if (deleted.user() == Action.REMOVE) {
        expected.remove(id);
      } else if (deleted.user() == Action.MARK) {
        expected.computeIfPresent(id, (key, row) -> new Expected(row.item(), true));
      }
    }

    private void check(LakeNight night) {
      Map<String, Expected> rows = new TreeMap<>();
      LakeState.of(ground.table(table.description()), night.last())
          .rows()
          .forEach((id, row) -> rows.put(id, new Expected(row.item(), row.deletedAt() != null)));
      assertThat(rows).as("seed %d", seed).isEqualTo(expected);
      assertThat(night.last().rows()).as("seed %d", seed).isEqualTo(expected.size());
    }
  }
}
