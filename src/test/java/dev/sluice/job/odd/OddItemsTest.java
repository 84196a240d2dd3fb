package dev.sluice.job.odd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.LongTest;
import dev.sluice.testing.TestSpark;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Odd items beside good ones, some to a run: each run is done, and the good ones' figures are what they were. */
final class OddItemsTest {
  private static final int A_RUN = 40;

  /** What rows say of the run that wrote them and of where they stand. */
  private static final Set<String> OF_THE_RUN = Set.of(
      "pk", "windowKey", "asOf", "runId", "runStartedAt", "runNumber", "expiresAt", "contentHash");

  @TempDir
  static Path folder;

  private static OddTables tables;
  private static OddRun good;

  @BeforeAll
  static void start() {
    TestSpark.session();
    tables = new OddTables();
    good = OddRun.of(tables, folder.resolve("good"), "good", List.of());
  }

  @Test
  void goodItemsAlone() {
    assertThat(good.exitCode()).as(good.told()).isZero();
    assertThat(figures(good)).hasSizeGreaterThan(1_000);
  }

  @Test
  @Tag("long")
  @Timeout(value = 2, unit = TimeUnit.HOURS)
  void thousandsBesideGoodOnes() {
    long seed = LongTest.seed(15);
    int count = LongTest.size("count", 2_000, 120);
    for (int first = 0; first < count; first += A_RUN) {
      Random random = new Random(seed * 1_000_003 + first);
      System.err.printf(
          "odd items %d to %d of %d, seed %d%n", first + 1, first + A_RUN, count, seed);
      meet(random, first, Math.min(A_RUN, count - first));
    }
  }

  private static void meet(Random random, int first, int count) {
    Map<Object, OddItem> byKey = new LinkedHashMap<>();
    for (int number = first; number < first + count; number++) {
      OddItem item = OddItem.of(random, number);
      byKey.put(List.of(item.label(), item.item().get("requestId")), item);
    }
    List<OddItem> odd = List.copyOf(byKey.values());
    String id = "odd-" + first;
    tables.add(odd);
    try {
      OddRun run = OddRun.of(tables, folder.resolve(id), id, List.of());
      assertThat(run.exitCode()).as(run.told()).isZero();
      assertThat(changes(run)).isEmpty();
      OddCounts.of(odd).mustBeMetBy(run);
      mustBeClean(run.told());
    } finally {
      tables.remove(odd);
    }
  }

  /** What good days' rows say, attribute by attribute; of the odd day and the run there is more to say. */
  private static Map<String, AttributeValue> figures(OddRun run) {
    Map<String, AttributeValue> figures = new TreeMap<>();
    run.rows().forEach((key, row) -> {
      if (ofGoodItems(key, row)) {
        row.forEach((name, value) -> figures.put(key + " " + name, value));
      }
    });
    figures.keySet().removeIf(key -> OF_THE_RUN.contains(key.substring(key.lastIndexOf(' ') + 1)));
    return figures;
  }

  private static List<String> changes(OddRun run) {
    Map<String, AttributeValue> before = figures(good);
    Map<String, AttributeValue> now = figures(run);
    return Stream.concat(before.keySet().stream(), now.keySet().stream())
        .distinct()
        .filter(key -> !Objects.equals(before.get(key), now.get(key)))
        .limit(20)
        .map(key -> key + ": " + before.get(key) + " became " + now.get(key))
        .toList();
  }

  private static boolean ofGoodItems(String key, Map<String, AttributeValue> row) {
    boolean goodModel = key.contains("#calm | ") || key.contains("#metric | ");
    AttributeValue start = row.get("windowStart");
    return goodModel
        && start != null
        && start.s().compareTo("2026-10-19") >= 0
        && start.s().compareTo(OddTables.ODD_DAY) < 0;
  }

  /** No line but those that are Sluice's own, and nothing that a terminal would obey. */
  private static void mustBeClean(String told) {
    assertThat(told.lines())
        .noneMatch(
            line -> line.startsWith("sluice: forged") || line.startsWith("sluice: Run forged"));
    assertThat(told.codePoints()
            .filter(point -> point != '\n' && !printable(point))
            .boxed())
        .isEmpty();
  }

  private static boolean printable(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE -> false;
      default -> true;
    };
  }
}
