package dev.sluice.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analytics.ClassFigures;
import dev.sluice.analytics.Figures.DatedItems;
import dev.sluice.analytics.KindChange;
import dev.sluice.analytics.LatencyFigures;
import dev.sluice.analytics.Others;
import dev.sluice.analytics.TargetKind;
import dev.sluice.summary.PublishResult.Eroded;
import dev.sluice.summary.PublishResult.RefusedRow;
import dev.sluice.write.ItemSize;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every attribute of every kind of row, by the contract. */
class PublicationRowsTest {
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
  private static final Set<String> WINDOW = Set.of("grain", "windowStart", "windowEnd");
  private static final Set<String> INDEXED = Set.of("windowKey", "modelKey");

  private final Keys keys = new Keys(null);
  private final RowFactory rowFactory = Samples.stamp("r-1");

  @Test
  void latency() {
    SummaryRow row =
        read(LatencyRow.of(Samples.latency("wine", "3", Samples.DAY, 100), keys, rowFactory));
    assertThat(row.attributes().keySet())
        .isEqualTo(names(
            Set.of(
                "model",
                "version",
                "requests",
                "failed",
                "errorRate",
                "count",
                "min",
                "max",
                "mean",
                "stddev",
                "p50",
                "p90",
                "p95",
                "method",
                "relativeError",
                "sketch",
                "excluded",
                "numericStrings",
                "sloThresholdMs",
                "sloGood",
                "sloCompliance",
                "p95Low",
                "p95High",
                "sloTarget",
                "errorBudgetBurn",
                "weekBefore"),
            WINDOW,
            INDEXED));
    assertThat(row.text("pk")).hasValue("LATENCY#wine");
    assertThat(row.text("sk")).hasValue("DAY#2026-10-19#3");
    assertThat(row.text("windowKey")).hasValue("LATENCY#DAY#2026-10-19");
    assertThat(row.text("modelKey")).hasValue("wine#3");
    assertThat(row.text("model")).hasValue("wine");
    assertThat(row.text("version")).hasValue("3");
    assertThat(row.text("grain")).hasValue("DAY");
    assertThat(row.text("windowStart")).hasValue("2026-10-19T00:00:00Z");
    assertThat(row.text("windowEnd")).hasValue("2026-10-20T00:00:00Z");
    assertThat(row.count("requests")).hasValue(100);
    assertThat(row.count("failed")).hasValue(1);
    assertThat(row.number("errorRate")).hasValue(0.01);
    assertThat(row.count("count")).hasValue(99);
    assertThat(row.number("min")).hasValue(0.1);
    assertThat(row.number("max")).hasValue(99.75);
    assertThat(row.number("mean")).hasValue(5.123456789012345);
    assertThat(row.number("stddev")).hasValue(1.0 / 3);
    assertThat(row.number("p50")).hasValue(4.2);
    assertThat(row.number("p90")).hasValue(8.5);
    assertThat(row.number("p95")).hasValue(9.25);
    assertThat(row.text("method")).hasValue("EXACT");
    assertThat(row.number("relativeError")).hasValue(0);
    assertThat(row.attributes().get("sketch")).isEqualTo(new byte[] {1, 2, 3});
    assertThat(row.within("excluded").attributes().keySet())
        .containsExactly("missing", "negative", "nonNumeric", "notFinite", "null");
    assertThat(row.within("excluded").count("missing")).hasValue(1);
    assertThat(row.within("excluded").count("null")).hasValue(0);
    assertThat(row.count("numericStrings")).hasValue(2);
    assertThat(row.number("sloThresholdMs")).hasValue(50);
    assertThat(row.count("sloGood")).hasValue(90);
    assertThat(row.number("sloCompliance")).hasValue(0.9);
    assertThat(row.number("p95Low")).hasValue(9.1);
    assertThat(row.number("p95High")).hasValue(9.5);
    assertThat(row.number("sloTarget")).hasValue(0.99);
    assertThat(row.number("errorBudgetBurn")).hasValue(10);
    SummaryRow weekBefore = row.within("weekBefore");
    assertThat(weekBefore.within("recent").count("days")).hasValue(7);
    assertThat(weekBefore.within("reference").text("first")).hasValue("2026-10-06");
    assertThat(weekBefore.number("p50Ratio")).hasValue(1.05);
    assertThat(weekBefore.number("p95PValue")).hasValue(0.5);
    assertThat(weekBefore.number("falseAlarmRate")).hasValue(0.01);
    assertThat(weekBefore.flag("slower")).isFalse();
    assertThat(row.within("absent").text("weekBefore.p99Ratio")).hasValue("none");
    assertThat(row.within("absent").text("p99")).hasValue("needs 100 values");
    assertThat(row.within("absent").text("p999")).hasValue("needs 1,000 values");
    assertThat(row.text("asOf")).hasValue("2026-10-20T03:00:00.000000000Z");
    assertThat(row.text("runId")).hasValue("r-1");
    assertThat(row.text("runStartedAt")).hasValue("2026-10-20T02:59:30.000000000Z");
    assertThat(row.count("runNumber")).hasValue(1);
    assertThat(row.count("schemaVersion")).hasValue(1);
    assertThat(row.text("contentHash").orElseThrow()).matches("[0-9a-f]{64}");
    assertThat(row.count("expiresAt")).hasValue(epochSecond("2026-10-20T00:00:00Z", 400));
  }

  @Test
  void accuracyOfClasses() {
    SummaryRow row = read(AccuracyRow.of(Samples.accuracy("wine"), keys, rowFactory));
    assertThat(row.attributes().keySet())
        .isEqualTo(names(
            Set.of(
                "model",
                "version",
                "target",
                "predicted",
                "labelled",
                "coverage",
                "correct",
                "accuracy",
                "accuracyLow",
                "accuracyHigh",
                "macroF1",
                "averages",
                "majority",
                "perClass",
                "confusion",
                "calibration",
                "calibration28",
                "labelDelay",
                "rolling7",
                "rolling28",
                "changePoint",
                "regression",
                "status"),
            WINDOW,
            INDEXED));
    assertThat(row.text("pk")).hasValue("ACCURACY#wine");
    assertThat(row.text("sk")).hasValue("DAY#2026-10-19#3");
    assertThat(row.text("windowKey")).hasValue("ACCURACY#DAY#2026-10-19");
    assertThat(row.text("target")).hasValue("CLASS");
    assertThat(row.text("status")).hasValue("provisional");
    assertThat(row.count("predicted")).hasValue(120);
    assertThat(row.count("labelled")).hasValue(100);
    assertThat(row.number("coverage")).hasValue(100.0 / 120);
    assertThat(row.count("correct")).hasValue(93);
    assertThat(row.number("accuracy")).hasValue(0.93);
    assertThat(row.number("accuracyLow")).hasValue(0.8625);
    assertThat(row.number("accuracyHigh")).hasValue(0.9657);
    assertThat(row.number("macroF1")).hasValue(0.91);
    SummaryRow nameless = row.within("perClass").within("");
    assertThat(nameless.count("support")).hasValue(40);
    assertThat(nameless.count("predicted")).hasValue(41);
    assertThat(nameless.count("correct")).hasValue(38);
    assertThat(nameless.number("precision")).hasValue(38.0 / 41);
    assertThat(nameless.number("recall")).hasValue(0.95);
    assertThat(nameless.number("f1")).hasValue(0.938);
    assertThat(row.within("confusion").within("").count("chat noir")).hasValue(2);
    assertThat(row.within("confusion").within("chat noir").count("")).hasValue(5);
    assertThat(row.within("rolling7").attributes().keySet())
        .containsExactlyInAnyOrder(
            "days", "predicted", "labelled", "correct", "accuracy", "accuracyLow", "accuracyHigh");
    assertThat(row.within("rolling28").count("days")).hasValue(9);
    assertThat(row.within("absent").text("trendSlope"))
        .hasValue("needs 14 mature days with labels, has 9");
    assertThat(row.count("expiresAt")).hasValue(epochSecond("2026-10-20T00:00:00Z", 400));
  }

  @Test
  void accuracyOfNumbers() {
    SummaryRow row = read(AccuracyRow.of(Samples.numeric("diabetes"), keys, rowFactory));
    assertThat(row.attributes().keySet())
        .isEqualTo(names(
            Set.of(
                "model",
                "version",
                "target",
                "predicted",
                "labelled",
                "coverage",
                "mae",
                "rmse",
                "bias",
                "r2",
                "excluded",
                "labelDelay",
                "rolling7",
                "rolling28",
                "trendSlope",
                "trendP",
                "trend",
                "status"),
            WINDOW,
            INDEXED));
    assertThat(row.text("target")).hasValue("NUMERIC");
    assertThat(row.text("status")).hasValue("final");
    assertThat(row.number("mae")).hasValue(12.5);
    assertThat(row.number("rmse")).hasValue(15.25);
    assertThat(row.number("bias")).hasValue(-0.5);
    assertThat(row.number("r2")).hasValue(0.75);
    assertThat(row.within("excluded").count("nonNumericPredictions")).hasValue(3);
    assertThat(row.within("excluded").count("notFinitePredictions")).hasValue(2);
    assertThat(row.within("excluded").count("nonNumericLabels")).hasValue(1);
    assertThat(row.within("excluded").count("notFiniteLabels")).hasValue(0);
    assertThat(row.within("rolling7").number("mae")).hasValue(12.25);
    assertThat(row.number("trendSlope")).hasValue(-0.25);
    assertThat(row.number("trendP")).hasValue(0.03125);
    assertThat(row.within("trend").text("first")).hasValue("2026-10-02");
    assertThat(row.within("absent").text("labelDelay.median"))
        .hasValue("no label has a known delay");
  }

  @Test
  void whatTwentyEightDaysSayTogether() {
    SummaryRow row = read(AccuracyRow.of(Samples.accuracy("wine"), keys, rowFactory));
    SummaryRow change = row.within("changePoint");
    assertThat(change.text("day")).hasValue("2026-10-18");
    assertThat(change.number("before")).hasValue(0.98);
    assertThat(change.number("after")).hasValue(0.79);
    assertThat(change.number("size")).hasValue(0.79 - 0.98);
    assertThat(change.number("p")).hasValue(1e-6);
    assertThat(change.count("n")).hasValue(800);
    assertThat(change.flag("provisional")).isTrue();
    SummaryRow regression = row.within("regression");
    assertThat(regression.text("baseline")).hasValue("2");
    assertThat(regression.text("verdict")).hasValue("better");
    assertThat(regression.text("span")).hasValue("same days");
    assertThat(regression.number("low")).hasValue(0.055);
    assertThat(row.within("calibration").number("brier")).hasValue(0.0625);
    assertThat(row.within("calibration").within("excluded").count("missing")).hasValue(7);
    assertThat(row.within("majority").text("label")).hasValue("chat noir");
    assertThat(row.within("averages").number("weightedF1")).hasValue(0.935);
    assertThat(row.within("labelDelay").count("late")).hasValue(2);
  }

  @Test
  void board() {
    SummaryRow row = read(BoardRow.of(Samples.headline("wine", 100), keys, rowFactory));
    assertThat(row.attributes().keySet())
        .isEqualTo(names(
            Set.of(
                "model",
                "day",
                "requests",
                "failed",
                "errorRate",
                "p50",
                "p95",
                "sloCompliance",
                "errorBudgetBurn",
                "slower",
                "slowDowns",
                "target",
                "labelled",
                "accuracy",
                "accuracyLow",
                "accuracyHigh",
                "changePoint",
                "regressions"),
            WINDOW));
    assertThat(row.text("pk")).hasValue("BOARD");
    assertThat(row.text("sk")).hasValue("wine");
    assertThat(row.text("day")).hasValue("2026-10-19");
    assertThat(row.within("absent").text("p99")).isPresent();
    assertThat(row.count("expiresAt")).hasValue(epochSecond("2026-10-20T00:00:00Z", 400));
    assertThat(row.within("changePoint").text("day")).hasValue("2026-10-18");
    assertThat(row.within("regressions").within("3").text("verdict")).hasValue("better");
  }

  @Test
  void run() {
    List<Eroded> eroded = List.of(new Eroded(new RowKey("LATENCY#wine", "DAY#x"), 100, 90));
    RunRecord ended = Samples.run("r-1").ended(RunRecord.State.DONE, Samples.AS_OF, 0, eroded);
    SummaryRow row = read(RunRow.of(ended, keys, rowFactory, List.of()));
    assertThat(row.attributes().keySet())
        .isEqualTo(names(Set.of(
            "state",
            "command",
            "date",
            "startedAt",
            "finishedAt",
            "exitCode",
            "tables",
            "consumedReadUnits",
            "requests",
            "undated",
            "publications",
            "unmodelled",
            "configHash",
            "eroded",
            "erodedRows")));
    assertThat(row.text("pk")).hasValue("RUN");
    assertThat(row.text("sk")).hasValue("r-1");
    assertThat(row.text("state")).hasValue("done");
    assertThat(row.count("exitCode")).hasValue(0);
    assertThat(row.within("tables").within("InferenceMetadata").count("scanned"))
        .hasValue(20);
    assertThat(row.within("tables").within("InferenceMetadata").count("written"))
        .hasValue(11);
    assertThat(row.number("consumedReadUnits")).hasValue(12.5);
    assertThat(row.within("requests").count("throttled")).hasValue(2);
    assertThat(row.within("requests").count("waitedMillis")).hasValue(3_000);
    assertThat(row.count("undated")).hasValue(7);
    assertThat(row.count("unmodelled")).hasValue(8);
    assertThat(row.text("configHash")).hasValue("abc");
    assertThat(row.count("eroded")).hasValue(1);
    assertThat(row.toJson())
        .contains(
            "\"erodedRows\":[{\"found\":90,\"kept\":100,\"pk\":\"LATENCY#wine\",\"sk\":\"DAY#x\"}]");
  }

  @Test
  void aRunTellsWhereItsItemsWent() {
    RunRecord run =
        Samples.run("r-1", new DatedItems(90, 5, 3), new Others(7, 70, 2, 20, List.of()));
    SummaryRow row = read(RunRow.of(run, keys, rowFactory, List.of()));
    assertThat(row.count("analysed")).hasValue(90);
    assertThat(row.count("earlier")).hasValue(5);
    assertThat(row.count("later")).hasValue(3);
    assertThat(row.count("otherModels")).hasValue(7);
    assertThat(row.count("otherVersionItems")).hasValue(20);
  }

  @Test
  void aBoardRowTellsOfAKindInDoubt() {
    KindChange change =
        new KindChange("wine", TargetKind.NUMERIC, TargetKind.NUMERIC, TargetKind.CLASS);
    SummaryRow row = read(BoardRow.of(Samples.headline("wine", 100), change, keys, rowFactory));
    assertThat(row.text("targetChange")).hasValue(change.inWords());
  }

  @Test
  void aRunThatFailedSaysWhy() {
    RunRecord failed = Samples.run("r-1")
        .failed(RunRecord.State.STOPPED, Samples.AS_OF, 5, "its budget. Raise it.");
    SummaryRow row = read(RunRow.of(failed, keys, rowFactory, List.of()));
    assertThat(row.text("state")).hasValue("stopped");
    assertThat(row.count("exitCode")).hasValue(5);
    assertThat(row.text("error")).hasValue("its budget. Raise it.");
  }

  @Test
  void aFigureThatNoNumberCanHoldIsAbsentWithItsReason() {
    SummaryRow row = read(LatencyRow.of(
        Samples.latency("wine", "3", Samples.DAY, 100, Double.POSITIVE_INFINITY),
        keys,
        rowFactory));
    assertThat(row.number("p50")).isEmpty();
    assertThat(row.within("absent").text("p50").orElseThrow()).contains("Infinity");
  }

  @Test
  void aboveFiftyClassesOnlyCountsAreKept() {
    SummaryRow row = read(AccuracyRow.of(
        Samples.accuracy("many", classes(51, ""), Map.of("c1", Map.of("c1", 1L))),
        keys,
        rowFactory));
    assertThat(row.within("perClass").attributes()).hasSize(51);
    assertThat(row.within("perClass").within("c7").attributes().keySet())
        .containsExactly("correct", "predicted", "support");
    assertThat(row.attributes()).doesNotContainKey("confusion");
    assertThat(row.within("leftOut").text("confusion")).hasValue("51 classes, more than 50");
    assertThat(row.within("leftOut").attributes()).containsKey("perClass.f1");
  }

  @Test
  void noRowIsLargerThanAHundredKilobytes() {
    Map<String, ClassFigures> classes = classes(50, "x".repeat(3_000));
    Map<String, Map<String, Long>> confusion = new HashMap<>();
    classes.keySet().forEach(name -> confusion.put(name, Map.of(name, 1L)));
    Row row = AccuracyRow.of(Samples.accuracy("long", classes, confusion), keys, rowFactory);
    assertThat(ItemSize.bytes(row.item())).isLessThan(RowFactory.MAX_ROW_BYTES);
    assertThat(read(row).within("leftOut").attributes()).containsOnlyKeys("confusion", "perClass");

    Row sketch = LatencyRow.of(
        Samples.withSketch(Samples.latency("wine", "3", Samples.DAY, 100), new byte[200_000]),
        keys,
        rowFactory);
    assertThat(ItemSize.bytes(sketch.item())).isLessThan(RowFactory.MAX_ROW_BYTES);
    assertThat(read(sketch).within("leftOut").attributes()).containsOnlyKeys("sketch");
  }

  @Test
  void ofTwoRowsOfOneKeyTheFirstIsWrittenAndTheOtherTold() {
    LatencyFigures all = Samples.latency("wine", "*", Samples.DAY, 100);
    LatencyFigures star = Samples.latency("wine", "*", Samples.DAY, 7);
    PublicationRows rows = PublicationRows.of(
        Samples.latencyOnly("r", Samples.AS_OF, List.of(all, star)), keys, rowFactory);
    assertThat(rows.figures()).singleElement().extracting(PlannedRow::items).isEqualTo(100L);
    assertThat(rows.twice())
        .singleElement()
        .extracting(RefusedRow::key)
        .hasToString("LATENCY#wine / DAY#2026-10-19#*");
  }

  @Test
  void longNamesStandWholeAndVeryLongOnesAreCutAndTold() {
    String model = "語".repeat(1_300);
    Row row =
        LatencyRow.of(Samples.latency(model, "v".repeat(1_020), Samples.DAY, 9), keys, rowFactory);
    assertThat(read(row).text("model")).hasValue(model);
    assertThat(read(row).text("version")).hasValue("v".repeat(1_020));
    assertThat(row.key().pk()).hasSizeLessThan(1_000).startsWith("LATENCY#語語");

    Row longer =
        LatencyRow.of(Samples.latency("x".repeat(390_000), "1", Samples.DAY, 9), keys, rowFactory);
    assertThat(ItemSize.bytes(longer.item())).isLessThan(RowFactory.MAX_ROW_BYTES);
    assertThat(read(longer).within("leftOut").text("model"))
        .hasValue("the end of a text of 390000 bytes");
  }

  @Tag("thorough")
  @Test
  void thousandsOfLongClassesLeaveARowThatFits() {
    Row row = AccuracyRow.of(
        Samples.accuracy("many", classes(3_000, "ü".repeat(40_000)), Map.of()), keys, rowFactory);
    assertThat(ItemSize.bytes(row.item())).isLessThan(RowFactory.MAX_ROW_BYTES);
    assertThat(read(row).within("leftOut").attributes()).containsKeys("perClass", "perClass.names");
  }

  private static Map<String, ClassFigures> classes(int count, String suffix) {
    Map<String, ClassFigures> classes = new HashMap<>();
    for (int i = 0; i < count; i++) {
      classes.put("c" + i + suffix, new ClassFigures(3, 2, 1, 0.5, 1.0 / 3, 0.4));
    }
    return classes;
  }

  private static SummaryRow read(Row row) {
    return SummaryRow.of(row.item());
  }

  private static long epochSecond(String instant, int plusDays) {
    return Instant.parse(instant).getEpochSecond() + plusDays * 86_400L;
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
