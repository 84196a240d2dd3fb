package dev.sluice.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.analytics.Figures;
import dev.sluice.analytics.LatencyFigures;
import dev.sluice.failure.ResourceUnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PublishingUnderFaultsTest {
  private static final Instant LATER = Samples.AS_OF.plus(Duration.ofDays(1));
  private static final int ROWS = 40;

  private final TestTable table = new TestTable();

  @Test
  void aPublicationThatEndsHalfWayLeavesWholeRowsAndTheBoardBehind() throws IOException {
    Figures old = publication("r-1", Samples.AS_OF, 1);
    Figures next = publication("r-2", LATER, 2);
    table.publish(old);
    SortedMap<String, Row> before = table.figures();
    try (RefusedWrites faults = new RefusedWrites(RefusedWrites.DENIED, write -> write > 50)) {
      assertThatThrownBy(() -> table.publish(faults.client(), next, false))
          .isInstanceOf(ResourceUnavailableException.class)
          .hasMessageContaining("access denied");
    }

    SortedMap<String, Row> between = table.figures();
    assertThat(between.keySet()).isEqualTo(before.keySet());
    between.forEach((key, row) -> {
      assertThat(row.contentHash()).isEqualTo(ContentHash.of(row.item()));
      boolean isOld = row.position().runId().equals("r-1");
      assertThat(row.value("requests").n()).isEqualTo(isOld ? "101" : "102");
    });
    assertThat(between.values()).extracting(row -> row.position().runId()).contains("r-1", "r-2");
    assertThat(table.row("BOARD / model-0").position().runId()).isEqualTo("r-1");
    assertThat(table.reader().run("r-2").orElseThrow().text("state")).hasValue("publishing");

    assertThat(table.publish(next).written()).isPositive();
    assertThat(table.figures().values())
        .allSatisfy(row -> assertThat(row.position().runId()).isEqualTo("r-2"));
    assertThat(table.reader().run("r-2").orElseThrow().text("state")).hasValue("done");
  }

  @Test
  void throttledWritesAreTriedAgain() throws IOException {
    try (RefusedWrites faults =
        new RefusedWrites(RefusedWrites.THROTTLED, write -> write % 3 != 0)) {
      PublishResult result =
          table.publish(faults.client(), publication("r-1", Samples.AS_OF, 1), false);
      assertThat(Counts.of(result)).isEqualTo(new Counts(ROWS + 1, ROWS + 1, 0, 0, List.of()));
      assertThat(faults.writes()).isGreaterThan(2 * ROWS);
    }
    assertThat(table.figures()).hasSize(ROWS + 1);
  }

  @Test
  void patienceWithThrottlingEnds() throws IOException {
    try (RefusedWrites faults =
        new RefusedWrites(RefusedWrites.THROTTLED, write -> write > 5, Duration.ofMillis(200))) {
      Publisher publisher = table.publisher(faults.client());
      assertThatThrownBy(() -> publisher.publish(
              publication("r-1", Samples.AS_OF, 1), Samples.run("r-1"), false, (rows, of) -> {}))
          .isInstanceOfSatisfying(ResourceUnavailableException.class, e -> {
            assertThat(e)
                .hasMessageContaining(
                    "summary table " + table.name + ": still throttled by DynamoDB");
            assertThat(e.remedy()).contains("--run-id");
          });
    }
    assertThat(table.figures()).doesNotContainKey("BOARD / model-0");
  }

  private static Figures publication(String runId, Instant asOf, int content) {
    List<LatencyFigures> rows = IntStream.range(0, ROWS)
        .mapToObj(i -> Samples.latency("model-" + i, "1", Samples.DAY, 100 + content, content))
        .toList();
    return Samples.figures(
        runId,
        asOf,
        rows,
        List.of(),
        List.of(),
        List.of(Samples.headline("model-0", 100 + content)));
  }
}
