package dev.sluice.analytics.accuracy;

import static dev.sluice.analytics.AccuracyStatistic.ACCURACY;
import static dev.sluice.analytics.AccuracyStatistic.CORRECT;
import static dev.sluice.analytics.AccuracyStatistic.MACRO_F1;
import static dev.sluice.analytics.AccuracyStatistic.MAE;
import static dev.sluice.analytics.AccuracyStatistic.R2;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analytics.AccuracyFigures;
import dev.sluice.analytics.AccuracyFigures.LabelDelay;
import dev.sluice.analytics.AccuracyFigures.Status;
import dev.sluice.analytics.AccuracySignals;
import dev.sluice.analytics.AnalyticsSettings;
import dev.sluice.analytics.EventAttributes;
import dev.sluice.analytics.Items;
import dev.sluice.analytics.LabelAttributes;
import dev.sluice.analytics.Samples;
import dev.sluice.analytics.TargetKind;
import dev.sluice.analytics.Window;
import dev.sluice.analytics.days.EventTables;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccuracyLawsTest {
  private static final LocalDate FIRST = LocalDate.parse("2026-10-01");
  private static final Instant AS_OF = Instant.parse("2026-11-01T06:00:00Z");

  private record Dated(String version, LocalDate day, Event event) {}

  /** Some days with many labels, some with one or none; every kind of confidence and delay. */
  private static List<Dated> events(Random random, boolean numeric) {
    List<Dated> events = new ArrayList<>();
    for (int day = 0; day < 30; day++) {
      int count = random.nextInt(4) == 0 ? random.nextInt(3) : random.nextInt(80);
      for (int i = 0; i < count; i++) {
        String version = day < 15 || random.nextInt(3) == 0 ? "1" : "2";
        events.add(new Dated(version, FIRST.plusDays(day), event(random, numeric)));
      }
    }
    return events;
  }

  private static Event event(Random random, boolean numeric) {
    String prediction = numeric ? random.nextInt(90) + ".5" : "c" + random.nextInt(3);
    String label = numeric ? String.valueOf(random.nextInt(90)) : "c" + random.nextInt(3);
    String[] confidences = {"0", "1", "0.25", "2", "-1", "high"};
    return new Event(
        new Value("S", prediction),
        random.nextInt(3) == 0 ? null : new Value("S", label),
        random.nextInt(9) == 0 ? null : "S",
        confidences[random.nextInt(confidences.length)],
        random.nextInt(9) == 0 ? null : (Long) (long) (random.nextInt(1_000_000) - 10_000),
        random.nextInt(9) == 0);
  }

  private static List<AccuracyFigures> figures(List<Dated> events, int parts, Random random) {
    return figures(events, parts, random, AS_OF);
  }

  private static List<AccuracyFigures> figures(
      List<Dated> events, int parts, Random random, Instant asOf) {
    AnalyticsSettings settings = new AnalyticsSettings(
        ZoneOffset.UTC, FIRST.plusDays(60), null, null, null, null, Map.of(), Duration.ofDays(7));
    ModelAccuracyDays model = new ModelAccuracyDays("m", settings);
    List<List<Dated>> split = new ArrayList<>();
    IntStream.range(0, parts).forEach(part -> split.add(new ArrayList<>()));
    events.forEach(event -> split.get(random.nextInt(parts)).add(event));
    split.forEach(part -> part.forEach(event -> {
      Outcomes state = new Outcomes();
      state.add(event.event());
      model.add(event.version(), event.day(), Outcomes.decode(state.encode()));
    }));
    return model.figures(asOf, day -> true).toList();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void figuresHangOnTheEventsAloneAndAreAllDefinedOrExplained(long seed) {
    Random random = new Random(seed);
    boolean numeric = seed % 2 == 0;
    List<Dated> events = events(random, numeric);
    List<AccuracyFigures> whole = figures(events, 1, random);
    Collections.shuffle(events, random);
    assertThat(figures(events, 7, random)).isEqualTo(whole);
    assertThat(whole).allSatisfy(row -> {
      assertThat(row.target()).isEqualTo(numeric ? TargetKind.NUMERIC : TargetKind.CLASS);
      checkFinite(row);
      checkExplained(row);
    });
    assertThat(whole).anySatisfy(row -> assertThat(row.signals().trend()).isNotNull());
    assertThat(whole).anySatisfy(row -> assertThat(row.signals().regression()).isNotNull());
  }

  /** Otherwise a night without changes would write them. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void timeChangesNoRowButThoseThatBecomeFinal(long seed) {
    Random random = new Random(seed);
    List<Dated> events = events(random, seed % 2 == 0);
    // from before the last day's end until after its labels are mature
    for (int day = 20; day < 40; day++) {
      Instant asOf = FIRST.plusDays(day).atTime(6, 0).toInstant(ZoneOffset.UTC);
      List<AccuracyFigures> before = ended(figures(events, 1, random, asOf), asOf);
      List<AccuracyFigures> after =
          ended(figures(events, 1, random, asOf.plus(Duration.ofDays(1))), asOf);

      assertThat(after).hasSameSizeAs(before);
      for (int row = 0; row < after.size(); row++) {
        if (after.get(row).status() == before.get(row).status()) {
          assertThat(after.get(row)).isEqualTo(before.get(row));
        } else {
          assertThat(after.get(row).status()).isEqualTo(Status.FINAL);
          assertThat(after.get(row).window()).isEqualTo(becomingFinal(asOf));
        }
      }
    }
  }

  private static List<AccuracyFigures> ended(List<AccuracyFigures> rows, Instant asOf) {
    return rows.stream().filter(row -> !row.window().end().isAfter(asOf)).toList();
  }

  /** Returns the day whose labels are mature within the day after an instant. */
  private static Window becomingFinal(Instant asOf) {
    LocalDate today = LocalDate.ofInstant(asOf, ZoneOffset.UTC);
    return Window.day(today.minusDays(7), ZoneOffset.UTC);
  }

  private static void checkFinite(@Nullable Object value) {
    if (value instanceof Double number) {
      assertThat(number).isFinite();
    } else if (value instanceof Map<?, ?> map) {
      map.values().forEach(AccuracyLawsTest::checkFinite);
    } else if (value instanceof Collection<?> list) {
      list.forEach(AccuracyLawsTest::checkFinite);
    } else if (value instanceof Record) {
      for (RecordComponent component : value.getClass().getRecordComponents()) {
        checkFinite(read(value, component));
      }
    }
  }

  private static @Nullable Object read(Object record, RecordComponent component) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("a figure cannot be read", e);
    }
  }

  private static void checkExplained(AccuracyFigures row) {
    AccuracySignals signals = row.signals();
    explained(row, "trendSlope", signals.trend());
    explained(row, "changePoint", signals.changePoint());
    explained(row, "regression", signals.regression());
    if (row.target() == TargetKind.NUMERIC) {
      explained(row, "mae", row.value(MAE));
      explained(row, "r2", row.value(R2));
    } else {
      explained(row, "accuracy", row.value(ACCURACY));
      explained(row, "macroF1", row.value(MACRO_F1));
      explained(row, "averages", row.averages());
      explained(row, "majority", row.majority());
    }
  }

  private static void explained(AccuracyFigures row, String name, @Nullable Object value) {
    assertThat(row.absent().containsKey(name)).as(name).isEqualTo(value == null);
  }

  /** But for the delay itself, and that it has reopened its day. */
  @Test
  void aLateLabelEqualsOneThatCameInTime() {
    AccuracyFigures inTime = judged("2026-10-02T00:00:00Z");
    AccuracyFigures late = judged("2026-10-20T00:00:00Z");
    assertThat(inTime.status()).isEqualTo(AccuracyFigures.Status.FINAL);
    assertThat(inTime.labelDelay()).isEqualTo(new LabelDelay(2, 3_600.0, 3_600.0, 0, 0, 0));
    assertThat(late.labelDelay()).isEqualTo(new LabelDelay(2, 3_600.0, 3_600.0, 0, 0, 1));
    assertThat(late).usingRecursiveComparison().ignoringFields("labelDelay").isEqualTo(inTime);
    assertThat(late.value(CORRECT)).isEqualTo(2);
  }

  /** One day of two predictions, the second of which is labelled at this time, after a wrong label. */
  private static AccuracyFigures judged(String time) {
    StructType events = new StructType()
        .add("requestId", DataTypes.StringType)
        .add("timestamp", DataTypes.StringType)
        .add("modelName", DataTypes.StringType)
        .add("prediction", DataTypes.StringType)
        .add("confidence", DataTypes.DoubleType);
    StructType labels = new StructType()
        .add("requestId", DataTypes.StringType)
        .add("label", DataTypes.StringType)
        .add("labeledAt", DataTypes.StringType);
    String event =
        "{\"requestId\":\"%s\",\"timestamp\":\"2026-10-01T12:00:00Z\",\"modelName\":\"m\",\"prediction\":\"a\",\"confidence\":0.5}";
    String label = "{\"requestId\":\"%s\",\"label\":\"%s\",\"labeledAt\":\"%s\"}";
    EventTables tables = new EventTables(
        Items.table(events, event.formatted("r1"), event.formatted("r2")),
        EventAttributes.defaults(),
        Items.table(
            labels,
            label.formatted("r2", "a", time),
            label.formatted("r1", "a", "2026-10-01T13:00:00Z"),
            label.formatted("r2", "b", "2026-10-01T12:30:00Z")),
        new LabelAttributes("requestId", "label", "labeledAt", null, null));
    return Samples.accuracy(tables, Samples.settings("UTC", "2026-10-28"))
        .figures(AS_OF)
        .get(0);
  }
}
