package dev.sluice.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.analytics.Analysis.Inputs;
import dev.sluice.analytics.days.DayStates;
import dev.sluice.analytics.days.EventTables;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Figures of which rows are taken over are those of all events. */
class StandingRowsTest {
  private static final StructType EVENT = new StructType()
      .add("requestId", DataTypes.StringType)
      .add("timestamp", DataTypes.StringType)
      .add("modelName", DataTypes.StringType)
      .add("modelVersion", DataTypes.StringType)
      .add("prediction", DataTypes.StringType)
      .add("label", DataTypes.StringType)
      .add("labeledAt", DataTypes.StringType)
      .add("latencyMs", DataTypes.LongType);
  private static final LabelAttributes LABELS =
      new LabelAttributes("requestId", "label", "labeledAt", null, null);
  private static final LocalDate LAST = LocalDate.parse("2026-11-01");
  private static final int DAYS = 70;

  private final Random random = new Random(5);
  private final List<JsonNode> items = new ArrayList<>();

  private void add(LocalDate day) {
    items.add(Items.parse(
        "{\"requestId\":\"r%d\",\"timestamp\":\"%sT%02d:00:00+01:00\",\"modelName\":\"m%d\",\"modelVersion\":\"v%d\",\"prediction\":\"c%d\",\"label\":\"c%d\",\"labeledAt\":\"%sT00:00:00Z\",\"latencyMs\":%d}"
            .formatted(
                items.size(),
                day,
                random.nextInt(24),
                random.nextInt(2),
                random.nextInt(2),
                random.nextInt(3),
                random.nextInt(3),
                day.plusDays(2),
                random.nextInt(900))));
  }

  private static AnalyticsSettings settings(int lookBack) {
    return new AnalyticsSettings(
        ZoneId.of("Europe/Berlin"), LAST, lookBack, 500.0, 0.9, null, Map.of(), Duration.ofDays(7));
  }

  private Figures figures(AnalyticsSettings settings, StandingRows standing) {
    Inputs inputs = new Inputs(null, EventAttributes.defaults(), null, LABELS, null, null);
    DayStates states = new EventTables(
            Items.table(EVENT, items), EventAttributes.defaults(), null, LABELS)
        .daysRead(settings);
    return new Analysis("run-1", Instant.parse("2026-11-02T00:00:00Z"), settings)
        .figures(states, standing, inputs);
  }

  private static String json(Figures figures) {
    return new String(FiguresJson.write(figures), StandardCharsets.UTF_8);
  }

  @Test
  @Tag("thorough")
  void theyAreThoseOfAllEvents() {
    for (int i = 0; i < 2_000; i++) {
      add(LAST.minusDays(random.nextInt(DAYS)));
    }
    AnalyticsSettings settings = settings(40);
    Figures before = figures(settings, StandingRows.NONE);
    LocalDate until = LAST.minusDays(9);
    for (int i = 0; i < 50; i++) {
      add(LAST.minusDays(random.nextInt(10)));
    }

    Figures whole = figures(settings, StandingRows.NONE);

    assertThat(json(whole)).isNotEqualTo(json(before));
    assertThat(
            json(figures(settings, new StandingRows(until, before.latency(), before.accuracy()))))
        .isEqualTo(json(whole));
    // one day more has changed than is said
    assertThat(json(figures(
            settings, new StandingRows(until.plusDays(1), before.latency(), before.accuracy()))))
        .isNotEqualTo(json(whole));
    // with a shorter look-back
    assertThat(json(
            figures(settings(20), new StandingRows(until, before.latency(), before.accuracy()))))
        .isEqualTo(json(figures(settings(20), StandingRows.NONE)));
  }

  @Test
  void rowsThatDoNotHoldAreNotTakenOver() {
    add(LAST);
    StandingRows rows = new StandingRows(LAST, List.of(), List.of());
    ZoneId zone = ZoneId.of("Europe/Berlin");

    assertThat(rows.hold(Window.day(LAST.minusDays(1), zone), zone)).isTrue();
    assertThat(rows.hold(Window.hour(LAST.minusDays(1).atTime(23, 0), zone), zone))
        .isTrue();
    assertThat(rows.hold(Window.day(LAST, zone), zone)).isFalse();
    assertThat(rows.hold(Window.hour(LAST.atTime(0, 0), zone), zone)).isFalse();
    // a Sunday: its week ends with it
    assertThat(rows.hold(Window.week(LAST, zone), zone)).isFalse();
    assertThat(rows.leave(LAST.minusDays(27))).isTrue();
    assertThat(rows.leave(LAST.minusDays(28))).isFalse();
    assertThat(StandingRows.NONE.hold(Window.day(LAST, zone), zone)).isFalse();
    assertThat(StandingRows.NONE.leave(LocalDate.EPOCH)).isTrue();
  }
}
