package dev.sluice.analytics.accuracy;

import static dev.sluice.analytics.AccuracyStatistic.ACCURACY;
import static dev.sluice.analytics.AccuracyStatistic.CORRECT;
import static dev.sluice.analytics.AccuracyStatistic.MAE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analytics.AccuracyFigures;
import dev.sluice.analytics.AccuracyFigures.Excluded;
import dev.sluice.analytics.Analysis;
import dev.sluice.analytics.Analysis.Inputs;
import dev.sluice.analytics.AnalyticsSettings;
import dev.sluice.analytics.EventAttributes;
import dev.sluice.analytics.Figures;
import dev.sluice.analytics.Items;
import dev.sluice.analytics.KindChange;
import dev.sluice.analytics.LabelAttributes;
import dev.sluice.analytics.TargetKind;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Text is compared as it stands, with numbers by value; odd values among numbers do not turn a model over. */
class ComparedValuesTest {
  private static final StructType EVENT = new StructType()
      .add("requestId", DataTypes.StringType)
      .add("timestamp", DataTypes.StringType)
      .add("modelName", DataTypes.StringType)
      .add("prediction", DataTypes.StringType);
  private static final StructType LABEL = new StructType()
      .add("requestId", DataTypes.StringType)
      .add("label", DataTypes.createDecimalType(20, 4));

  private static Figures figures;

  private static final List<String> EVENTS = new ArrayList<>();
  private static final List<String> LABELS = new ArrayList<>();

  /** Both in JSON. */
  private static void add(String model, String prediction, @Nullable String label) {
    String id = "r" + EVENTS.size();
    EVENTS.add(
        "{\"requestId\":\"%s\",\"timestamp\":\"2026-10-%02dT12:00:00Z\",\"modelName\":\"%s\",\"prediction\":%s}"
            .formatted(id, 10 + EVENTS.size() % 9, model, prediction));
    if (label != null) {
      LABELS.add("{\"requestId\":\"%s\",\"label\":%s}".formatted(id, label));
    }
  }

  private static void house(String name) {
    for (int i = 0; i < 20; i++) {
      add(name, "\"%d.5\"".formatted(100 + i), String.valueOf(100 + i));
    }
  }

  /** Predictions that are numbers in DynamoDB, of which so many have a fraction. */
  private static void young(String name, int count, int fractions) {
    for (int i = 0; i < count; i++) {
      add(name, i < fractions ? i + ".5" : String.valueOf(i), i + ".25");
    }
  }

  private static AnalyticsSettings settings(Map<String, TargetKind> targets) {
    return new AnalyticsSettings(
        ZoneOffset.UTC,
        LocalDate.parse("2026-10-19"),
        null,
        null,
        null,
        null,
        targets,
        Duration.ofDays(7));
  }

  @BeforeAll
  static void analyse() {
    String[] predictions = {"\"0042\"", "\"1e3\"", "\"+5\"", "\"5.0\"", "\"42\""};
    String[] labels = {"\"42\"", "\"1000\"", "\"5\"", "\"5\"", "\"42\""};
    for (String model : List.of("ocr", "set to class")) {
      for (int i = 0; i < predictions.length; i++) {
        add(model, predictions[i], labels[i]);
      }
    }
    String[] numbers = {"42", "1000", "5", "5.0", "42"};
    for (int i = 0; i < predictions.length; i++) {
      add("number labels", predictions[i], numbers[i]);
      add("number predictions", numbers[i], predictions[i]);
      add("both numbers", numbers[i], numbers[i]);
    }
    add("flags", "true", "\"true\"");
    house("house");
    for (String odd : List.of("\"NaN\"", "\"-inf\"", "\"Infinity\"", "\"∞\"", "\"1.#IND\"")) {
      add("house", odd, "100");
    }
    add("house", "\"n/a\"", "100");
    add("house", "\"100.25\"", "\"nan\"");
    add("house", "\"100.25\"", "\"unknown\"");
    add("house", "100.25", null);
    young("all numbers", 40, 2);
    young("one odd prediction", 8, 8);
    add("one odd prediction", "\"n/a\"", "1");
    young("one odd label", 8, 1);
    add("one odd label", "1.5", "\"n/a\"");
    young("few numbers", 5, 5);
    young("mostly text", 5, 5);
    for (int i = 0; i < 4; i++) {
      add("few numbers", "\"n/a\"", "1");
      add("mostly text", "\"n/a\"", "1");
    }
    add("mostly text", "\"n/a\"", null);
    young("whole", 8, 0);
    add("whole", "\"n/a\"", "1");
    house("stood");
    house("set");
    for (int i = 0; i < 40; i++) {
      add("turned", "\"cat\"", "\"cat\"");
    }
    Map<String, TargetKind> before = Map.of(
        "house", TargetKind.NUMERIC,
        "stood", TargetKind.CLASS,
        "set", TargetKind.CLASS,
        "turned", TargetKind.NUMERIC,
        "gone", TargetKind.NUMERIC);
    AnalyticsSettings settings = settings(
            Map.of("set to class", TargetKind.CLASS, "set", TargetKind.NUMERIC))
        .after(before);
    figures = new Analysis("run-1", Instant.parse("2026-11-01T00:00:00Z"), settings)
        .figures(new Inputs(
            Items.table(EVENT, EVENTS.toArray(String[]::new)),
            EventAttributes.defaults(),
            Items.table(LABEL, LABELS.toArray(String[]::new)),
            new LabelAttributes("requestId", "label", "labeledAt", null, null),
            null,
            null));
  }

  private static List<AccuracyFigures> days(String model) {
    return figures.accuracy().stream()
        .filter(row -> row.model().equals(model) && row.version().equals("*"))
        .toList();
  }

  private static long correct(String model) {
    return days(model).stream()
        .mapToLong(row -> Objects.requireNonNull(row.value(CORRECT)).longValue())
        .sum();
  }

  @Test
  void textsAreComparedAsTheyStand() {
    assertThat(correct("ocr")).isEqualTo(1);
    assertThat(correct("set to class")).isEqualTo(1);
    assertThat(days("ocr"))
        .flatExtracting(row -> row.confusion().entrySet())
        .contains(Map.entry("42", Map.of("0042", 1L)), Map.entry("42", Map.of("42", 1L)));
  }

  @Test
  void whereOneOfTheTwoIsANumberTheValueCounts() {
    assertThat(correct("number labels")).isEqualTo(5);
    assertThat(correct("number predictions")).isEqualTo(5);
    assertThat(correct("both numbers")).isEqualTo(5);
    assertThat(correct("flags")).isEqualTo(1);
    assertThat(days("number labels"))
        .flatExtracting(row -> row.perClass().keySet())
        .containsOnly("42", "1000", "5");
  }

  @Test
  void oddValuesAmongNumbersAreCountedByTheirReason() {
    assertThat(days("house")).allSatisfy(day -> {
      assertThat(day.target()).isEqualTo(TargetKind.NUMERIC);
      assertThat(day.value(ACCURACY)).isNull();
    });
    assertThat(days("house").stream()
            .map(AccuracyFigures::excluded)
            .reduce((one, other) -> new Excluded(
                one.nonNumericPredictions() + other.nonNumericPredictions(),
                one.notFinitePredictions() + other.notFinitePredictions(),
                one.nonNumericLabels() + other.nonNumericLabels(),
                one.notFiniteLabels() + other.notFiniteLabels())))
        .contains(new Excluded(1, 5, 1, 1));
    long predicted =
        days("house").stream().mapToLong(AccuracyFigures::predicted).sum();
    long labelled = days("house").stream().mapToLong(AccuracyFigures::labelled).sum();
    assertThat(predicted).isEqualTo(29).isEqualTo(labelled + 1 + 8);
    assertThat(days("house")).extracting(row -> row.value(MAE)).containsOnly(0.5);
    assertThat(days("ocr")).extracting(AccuracyFigures::excluded).containsOnlyNulls();
  }

  @Test
  void oneOddValueDoesNotMakeClassesOfANewModelsNumbers() {
    for (String model :
        List.of("all numbers", "one odd prediction", "one odd label", "few numbers")) {
      assertThat(days(model))
          .as(model)
          .extracting(AccuracyFigures::target)
          .containsOnly(TargetKind.NUMERIC);
    }
    for (String model : List.of("mostly text", "whole")) {
      assertThat(days(model))
          .as(model)
          .extracting(AccuracyFigures::target)
          .containsOnly(TargetKind.CLASS);
    }
    assertThat(figures.kindChanges().stream().filter(change -> change.before() == null))
        .containsExactly(
            new KindChange("few numbers", null, TargetKind.NUMERIC, TargetKind.NUMERIC, true),
            new KindChange("mostly text", null, TargetKind.CLASS, TargetKind.CLASS, true),
            new KindChange("one odd label", null, TargetKind.NUMERIC, TargetKind.NUMERIC, true),
            new KindChange(
                "one odd prediction", null, TargetKind.NUMERIC, TargetKind.NUMERIC, true));
  }

  @Test
  void theKindThatStoodStaysAndWhatDiffersIsTold() {
    assertThat(days("stood")).extracting(AccuracyFigures::target).containsOnly(TargetKind.CLASS);
    assertThat(days("turned")).extracting(AccuracyFigures::target).containsOnly(TargetKind.NUMERIC);
    assertThat(days("set")).extracting(AccuracyFigures::target).containsOnly(TargetKind.NUMERIC);
    assertThat(figures.kindChanges().stream().filter(change -> change.before() != null))
        .containsExactly(
            new KindChange("set", TargetKind.CLASS, TargetKind.NUMERIC, TargetKind.NUMERIC),
            new KindChange("stood", TargetKind.CLASS, TargetKind.CLASS, TargetKind.NUMERIC),
            new KindChange("turned", TargetKind.NUMERIC, TargetKind.NUMERIC, TargetKind.CLASS));
    assertThat(figures.kindChanges())
        .extracting(KindChange::inWords)
        .allSatisfy(words -> assertThat(words).contains("analytics.targets"));
    assertThat(figures.targets())
        .containsEntry("gone", TargetKind.NUMERIC)
        .containsEntry("house", TargetKind.NUMERIC)
        .containsEntry("ocr", TargetKind.CLASS);
  }
}
