package dev.sluice.dataset.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.access.AccessPath;
import dev.sluice.dataset.store.Json;
import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.item.RequestStats;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** That a table was read whole is proven by the ends of its chunks, not by their number. */
final class CoverageTest {
  private static final RunPlan.Table TABLE = new RunPlan.Table(
      "t",
      "arn",
      "id",
      List.of("k"),
      AccessPath.Kind.SCAN,
      null,
      8,
      2,
      1,
      Json.tree("{}"),
      0,
      Json.tree("{}"),
      null,
      false);

  @Test
  void everyRangeFromItsBeginningToItsEnd() {
    SortedMap<Integer, List<Chunk>> chunks = new TreeMap<>();
    chunks.put(0, List.of(chunk("start", "a"), chunk("a", "b"), chunk("b", "end")));
    chunks.put(1, List.of(chunk("start", "end")));

    Coverage whole = Coverage.of(TABLE, chunks);
    assertThat(whole.unfinished()).isEmpty();
    assertThat(whole.chunks()).isEqualTo(4);
    assertThat(whole.gaps()).isEmpty();
    assertThat(Json.as(Json.tree(whole), Coverage.class, "here")).isEqualTo(whole);
    assertThat(Coverage.position(chunks.get(0))).isEqualTo("end");
  }

  @Test
  void whatIsMissingIsReadOnFromThere() {
    SortedMap<Integer, List<Chunk>> chunks = new TreeMap<>();
    chunks.put(1, List.of(chunk("start", "a"), chunk("a", "b")));

    Coverage part = Coverage.of(TABLE, chunks);
    assertThat(part.unfinished()).containsExactly(0, 1);
    assertThat(part.gaps()).hasSize(2);
    assertThat(Coverage.position(chunks.get(1))).isEqualTo("b");
    assertThat(Coverage.position(List.of())).isEqualTo("start");
  }

  /** Any chunk left out, doubled, swapped with another or of another table's plan leaves no proof. */
  @Test
  void chunksThatDoNotJoinAreRefused() {
    Random random = new Random(14);
    for (int i = 0; i < 1_000; i++) {
      List<Chunk> chunks = new ArrayList<>();
      int n = 2 + random.nextInt(6);
      for (int c = 0; c < n; c++) {
        chunks.add(chunk(c == 0 ? "start" : "p" + c, c == n - 1 ? "end" : "p" + (c + 1)));
      }
      int at = random.nextInt(n);
      switch (random.nextInt(3)) {
        case 0 -> chunks.add(at, chunks.get(at));
        case 1 -> chunks.set(at, chunk("other", "another"));
        default -> chunks.remove(at);
      }
      SortedMap<Integer, List<Chunk>> damaged = new TreeMap<>(Map.of(0, chunks));
      damaged.put(1, List.of(chunk("start", "end")));
      boolean lastLost = chunks.size() == n - 1 && at == n - 1;
      if (lastLost) {
        assertThat(Coverage.of(TABLE, damaged).unfinished()).containsExactly(0);
      } else {
        assertThatThrownBy(() -> Coverage.of(TABLE, damaged))
            .isInstanceOf(ResourceUnavailableException.class)
            .hasMessageContaining("do not join");
      }
    }
  }

  private static Chunk chunk(String from, String to) {
    return new Chunk(
        "x", from, to, 1, 0, 0, 1, 0.5, RequestStats.NONE, Map.of(), List.of(), Set.of());
  }
}
