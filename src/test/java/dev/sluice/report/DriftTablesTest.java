package dev.sluice.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sluice.dataset.layout.Drift;
import dev.sluice.dataset.layout.TableSchema;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class DriftTablesTest {
  @Test
  void changesAreShownWithWhatWasAndIs() {
    Drift drift = new Drift(
        "run-1",
        List.of("/new"),
        List.of("/metrics/f1"),
        List.of(new Drift.Retyped("/n", "bigint", "string")),
        List.of(new Drift.Retyped("/<b>", "N", "N, S")));
    Document page = Pages.parse(Pages.render(Map.of(
        "Log",
        schema(drift, Map.of("/new", Map.of("S", 3L)), Map.of("/n", Map.of("S", 2L, "M", 1L))))));

    assertThat(page.select("section:has(#quality) tr").eachText())
        .contains(
            "/new Log new – S 3 run-1",
            "/metrics/f1 Log gone a column – run-1",
            "/n Log retyped bigint string run-1",
            "/<b> Log types seen N N, S run-1")
        .anyMatch(row -> row.startsWith("/n Log") && row.endsWith(" 3"));
    assertThat(page.select("section:has(#quality) .empty")).isEmpty();
  }

  @Test
  void noChangeAndNothingToCompareWithAreSaid() {
    Drift none = new Drift("run-1", List.of(), List.of(), List.of(), List.of());
    Document page = Pages.parse(Pages.render(Map.of(
        "Log", schema(none, Map.of(), Map.of()), "First", schema(null, Map.of(), Map.of()))));

    assertThat(page.select("section:has(#quality) .empty").eachText())
        .containsExactly(
            "First: there is no earlier snapshot to compare its columns with.",
            "Log: its columns are those of run run-1.");
  }

  private static TableSchema schema(
      @Nullable Drift drift,
      Map<String, Map<String, Long>> types,
      Map<String, Map<String, Long>> overflow) {
    return new TableSchema(
        JsonNodeFactory.instance.objectNode(), 10, types, overflow, drift, Map.of(), null);
  }
}
