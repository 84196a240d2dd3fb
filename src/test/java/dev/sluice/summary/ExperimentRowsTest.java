package dev.sluice.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analytics.ExperimentFigures;
import dev.sluice.analytics.ExperimentFigures.Run;
import dev.sluice.analytics.ExperimentFigures.Setting;
import dev.sluice.analytics.ExperimentFigures.Step;
import dev.sluice.job.console.SummaryPrinter;
import dev.sluice.write.ItemSize;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** The rows of an experiment's name, as they are in the table and as a person sees them. */
class ExperimentRowsTest {
  private static final Set<String> COMMON = Set.of(
      "pk",
      "sk",
      "asOf",
      "runId",
      "runStartedAt",
      "runNumber",
      "contentHash",
      "schemaVersion",
      "expiresAt",
      "absent");
  private static final Set<String> STEP =
      Set.of("beforeId", "beforeValue", "gain", "relativeGain", "changes", "config");

  private final Keys keys = new Keys(null);
  private final RowFactory rowFactory = Samples.stamp("r-1");

  @Test
  void theBestSaysWhatItIsAndHowItCameToBeThat() {
    SummaryRow best = rows(Samples.improved("iris")).get(0);

    assertThat(best.attributes().keySet())
        .isEqualTo(names(
            STEP,
            Set.of(
                "name",
                "metric",
                "better",
                "bestId",
                "bestTime",
                "bestValue",
                "steps",
                "total",
                "completed",
                "unmeasured",
                "failed",
                "running",
                "runsSinceBest",
                "completedSinceBest",
                "byStatus")));
    assertThat(best.text("pk")).hasValue("EXPERIMENT#iris");
    assertThat(best.text("sk")).hasValue("BEST");
    assertThat(best.text("bestId")).hasValue("exp_0002");
    assertThat(best.number("bestValue")).hasValue(0.75);
    assertThat(best.text("beforeId")).hasValue("exp_0001");
    assertThat(best.text("better")).hasValue("larger");
    assertThat(best.count("total")).hasValue(3);
    assertThat(best.count("completed")).hasValue(2);
    assertThat(best.count("runsSinceBest")).hasValue(1);
    assertThat(best.count("completedSinceBest")).hasValue(0);
    assertThat(best.within("byStatus").count("failed")).hasValue(1);
    assertThat(best.within("config").attributes())
        .isEqualTo(Map.of("algorithm", "svc", "c", new BigDecimal("0.280366")));
    assertThat(best.within("changes").attributes())
        .isEqualTo(Map.of(
            "algorithm", Map.of("before", "knn", "after", "svc"),
            "c", Map.of("after", new BigDecimal("0.280366")),
            "neighbours", Map.of("before", new BigDecimal("27"))));
    assertThat(best.attributes().get("steps"))
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .hasSize(2);
    assertThat(best.within("absent").attributes()).isEmpty();
  }

  @Test
  void everyRunStandsByItself() {
    List<SummaryRow> rows = rows(Samples.improved("iris"));
    SummaryRow first = rows.get(1);
    assertThat(first.text("sk")).hasValue("RUN#1790828132#exp_0001");
    assertThat(first.flag("best")).isTrue();
    assertThat(first.text("time")).hasValue("2026-10-01T04:15:32Z");
    assertThat(first.within("config").number("neighbours")).hasValue(27);
    assertThat(first.within("absent").attributes())
        .containsOnlyKeys("beforeId", "beforeValue", "gain", "relativeGain");
    SummaryRow second = rows.get(2);
    assertThat(second.number("gain")).hasValue(0.75 - 0.722222);
    assertThat(second.within("changes").attributes()).hasSize(3);
    SummaryRow failed = rows.get(3);
    assertThat(failed.attributes().keySet())
        .isEqualTo(
            names(Set.of("name", "metric", "better", "id", "createdAt", "time", "status", "best")));
    assertThat(failed.within("absent").attributes()).containsOnlyKeys("value", "config");
  }

  @Test
  void valuesKeepTheirTypes() {
    Run run = run(
        "r",
        0.5,
        Map.of(
            "", new Setting("S", ""),
            "b", new Setting("B", "AQI="),
            "flag", new Setting("BOOL", "true"),
            "list",
                new Setting("L", "[{\"N\":\"64\"},{\"M\":{\"\":{\"S\":\"x\"}}},{\"SS\":[\"a\"]}]"),
            "map", new Setting("M", "{}"),
            "none", new Setting("NULL", "null"),
            "numbers", new Setting("NS", "[\"10\",\"9\"]"),
            "precise", new Setting("N", "0.1234567890123456789012345678901234567")));
    SummaryRow row =
        rows(Samples.experiment("n", List.of(Samples.step(run)), List.of(run))).get(1);

    assertThat(row.within("config").toJson())
        .isEqualTo("{\"\":\"\",\"b\":\"AQI=\",\"flag\":true,"
            + "\"list\":[64,{\"\":\"x\"},[\"a\"]],\"map\":{},\"none\":null,\"numbers\":[9,10],"
            + "\"precise\":0.1234567890123456789012345678901234567}");
  }

  @Test
  void aRowSaysWhatItLeavesOutForItsSize() {
    List<Run> runs = new ArrayList<>();
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      Run run = run("r" + i, i + 1, Map.of("text", new Setting("S", i + "x".repeat(60_000))));
      steps.add(i == 0 ? Samples.step(run) : Samples.step(run, runs.get(i - 1)));
      runs.add(run);
    }
    List<Row> rows = ExperimentRows.of(Samples.experiment("n", steps, runs), keys, rowFactory)
        .toList();

    assertThat(rows).allSatisfy(row -> assertThat(ItemSize.bytes(row.item()))
        .isLessThan(RowFactory.MAX_ROW_BYTES));
    SummaryRow best = SummaryRow.of(rows.get(0).item());
    assertThat(best.within("leftOut").attributes()).containsOnlyKeys("changes", "steps");
    assertThat(best.within("leftOut").text("steps")).hasValue("all but the newest 100 of 150");
    assertThat(best.within("config").text("text").orElse("")).hasSize(60_003);
  }

  @Test
  void aPersonSeesWhatImprovedByHowMuchAndWhy() {
    assertThat(SummaryPrinter.experiment(rows(Samples.improved("iris-species"))).lines())
        .containsExactly(
            "iris-species: best metrics.accuracy 0.75 by exp_0002; 3 runs, 2 completed, 1 failed, 0 running",
            "runs since the best: 1, completed: 0",
            "configured with algorithm = svc, c = 0.280366",
            "",
            "best so far           id         value  better by          configured otherwise",
            "2026-10-01T04:15:32Z  exp_0001  0.7222          -          -",
            "2026-10-01T08:29:21Z  exp_0002    0.75    0.02778  3.85 %  algorithm knn → svc, + c 0.280366, − neighbours 27",
            "",
            "created               id        status      value",
            "2026-10-01T04:15:32Z  exp_0001  completed  0.7222  best so far",
            "2026-10-01T08:29:21Z  exp_0002  completed    0.75  best so far",
            "2026-10-01T13:06:40Z  exp_0003  failed          -");
  }

  private static Run run(String id, double value, Map<String, Setting> config) {
    return new Run(id, null, id, "completed", value, true, config);
  }

  private List<SummaryRow> rows(ExperimentFigures figures) {
    return ExperimentRows.of(figures, keys, rowFactory)
        .map(row -> SummaryRow.of(row.item()))
        .toList();
  }

  @SafeVarargs
  private static Set<String> names(Set<String>... more) {
    Set<String> names = new TreeSet<>(COMMON);
    for (Set<String> some : more) {
      names.addAll(some);
    }
    return names;
  }
}
