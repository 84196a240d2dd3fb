package dev.sluice.demo.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Versions of items against a plain list of writes. */
final class ItemVersionsTest {
  private static final int SEEDS = 200;
  private static final Instant BEGIN = Instant.parse("2026-11-20T01:00:00Z");

  private final List<Write> writes = new ArrayList<>();
  private final ItemVersions versions = new ItemVersions();

  private record Write(long micros, String id, @Nullable String value) {}

  @Test
  void atAnyTimeTheyAreWhatWasWrittenBefore() {
    for (long seed = 0; seed < SEEDS; seed++) {
      long end = history(new Random(seed));
      for (long time = -1; time <= end; time++) {
        assertThat(items(versions.before(at(time)))).as("seed " + seed).isEqualTo(replayed(time));
      }
    }
  }

  @Test
  void windowsHaveEachWriteOnceWhereverTheyAreCut() {
    for (long seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      long end = history(random);
      Map<String, String> table = replayed(0);
      long from = 0;
      for (long to : cuts(random, end)) {
        for (ItemVersions.Change change : versions.changes(at(from), at(to))) {
          String id = change.key().get(0).s();
          assertThat(value(change.before())).as("seed " + seed).isEqualTo(table.get(id));
          assertThat(change.written()).isBetween(at(from), at(to - 1)).isEqualTo(last(id, to));
          apply(table, id, value(change.after()));
        }
        assertThat(table).as("seed " + seed).isEqualTo(replayed(to));
        from = to;
      }
    }
  }

  @Test
  void anItemThatCameAndWentIsNoChangeAndOneThatCameBackIs() {
    write(0, "passing", "1");
    write(0, "back", "1");
    write(1, "passing", null);
    write(1, "back", "2");
    write(2, "back", "1");
    assertThat(versions.changes(at(0), at(2)))
        .singleElement()
        .satisfies(change -> assertThat(value(change.after())).isEqualTo("2"));
    assertThat(versions.changes(at(1), at(3))).hasSize(2).anySatisfy(change -> {
      assertThat(change.before()).isEqualTo(change.after());
      assertThat(change.written()).isEqualTo(at(2));
    });
  }

  @Test
  void aWriteThatChangesNothingIsNone() {
    write(0, "a", "1");
    write(5, "a", "1");
    write(5, "never there", null);
    assertThat(versions.changes(at(1), at(9))).isEmpty();
  }

  @Test
  void whatIsForgottenIsOnlyTheTimeBefore() {
    for (long seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      long end = history(random);
      long kept = random.nextLong(end + 1);
      List<ItemVersions.Change> changes = versions.changes(at(kept), at(end));

      versions.forgetBefore(at(kept));

      assertThat(versions.changes(at(kept), at(end)))
          .as("seed " + seed)
          .containsExactlyInAnyOrderElementsOf(changes);
      for (long time = kept; time <= end; time++) {
        assertThat(items(versions.before(at(time)))).as("seed " + seed).isEqualTo(replayed(time));
      }
    }
  }

  /** Writes at random, several at the same time now and then. Returns a time after all. */
  private long history(Random random) {
    writes.clear();
    versions.keys().clear();
    long micros = -5;
    for (int write = random.nextInt(80); write > 0; write--) {
      micros += random.nextInt(3);
      boolean removed = random.nextInt(3) == 0;
      write(micros, "i" + random.nextInt(6), removed ? null : "v" + random.nextInt(4));
    }
    return Math.max(micros, 0) + 1;
  }

  private static SortedSet<Long> cuts(Random random, long end) {
    TreeSet<Long> cuts = new TreeSet<>();
    cuts.add(end);
    for (int cut = random.nextInt(6); cut > 0; cut--) {
      cuts.add(1 + random.nextLong(end));
    }
    return cuts;
  }

  private void write(long micros, String id, @Nullable String value) {
    if (!Objects.equals(replayed(Long.MAX_VALUE).get(id), value)) {
      writes.add(new Write(micros, id, value));
    }
    versions.add(
        List.of(AttributeValue.fromS(id)),
        value == null ? null : Map.of("value", AttributeValue.fromS(value)),
        at(micros));
  }

  private Map<String, String> replayed(long micros) {
    Map<String, String> items = new HashMap<>();
    writes.stream()
        .filter(write -> write.micros < micros)
        .forEach(write -> apply(items, write.id, write.value));
    return items;
  }

  private Instant last(String id, long micros) {
    return writes.stream()
        .filter(write -> write.micros < micros && write.id.equals(id))
        .map(write -> at(write.micros))
        .reduce((earlier, later) -> later)
        .orElseThrow();
  }

  private static void apply(Map<String, String> items, String id, @Nullable String value) {
    if (value == null) {
      items.remove(id);
    } else {
      items.put(id, value);
    }
  }

  private static Map<String, String> items(
      Map<List<AttributeValue>, Map<String, AttributeValue>> items) {
    Map<String, String> plain = new HashMap<>();
    items.forEach((key, item) -> plain.put(key.get(0).s(), item.get("value").s()));
    return plain;
  }

  private static @Nullable String value(@Nullable Map<String, AttributeValue> item) {
    return item == null ? null : item.get("value").s();
  }

  private static Instant at(long micros) {
    return BEGIN.plus(micros, ChronoUnit.MICROS);
  }
}
