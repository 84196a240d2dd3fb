package dev.sluice.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.analytics.Analysis.Inputs;
import dev.sluice.analytics.Others.Counted;
import dev.sluice.analytics.Window.Grain;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** More models or versions than have figures of their own. */
class ManyNamesTest {
  private static final StructType EVENT = new StructType()
      .add("requestId", DataTypes.StringType)
      .add("timestamp", DataTypes.StringType)
      .add("modelName", DataTypes.StringType)
      .add("modelVersion", DataTypes.StringType)
      .add("prediction", DataTypes.StringType)
      .add("label", DataTypes.StringType)
      .add("latencyMs", DataTypes.LongType);

  private final List<JsonNode> items = new ArrayList<>();

  private void add(int count, String model, String version) {
    for (int i = 0; i < count; i++) {
      items.add(Items.parse(
          "{\"requestId\":\"%d\",\"timestamp\":\"2026-10-%02d\",\"modelName\":\"%s\",\"modelVersion\":\"%s\",\"prediction\":\"a\",\"label\":\"a\",\"latencyMs\":%d}"
              .formatted(items.size(), 18 + i % 2, model, version, i)));
    }
  }

  private Figures figures(Limits limits, @Nullable String baseline) {
    AnalyticsSettings settings = new AnalyticsSettings(
            ZoneOffset.UTC,
            LocalDate.parse("2026-10-19"),
            null,
            null,
            null,
            baseline,
            Map.of(),
            Duration.ofDays(7))
        .within(limits);
    return new Analysis("run-1", Instant.parse("2026-11-01T00:00:00Z"), settings)
        .figures(new Inputs(
            Items.table(EVENT, items),
            EventAttributes.defaults(),
            null,
            new LabelAttributes("requestId", "label", "labeledAt", null, null),
            null,
            null));
  }

  private static long requests(Figures figures, Predicate<LatencyFigures> which) {
    return figures.latency().stream()
        .filter(row -> row.window().grain() == Grain.DAY)
        .filter(which)
        .mapToLong(LatencyFigures::requests)
        .sum();
  }

  @Tag("thorough")
  @Test
  void theOthersAreSummedUpAndListed() {
    add(30, "many versions", "1");
    add(20, "many versions", "2");
    add(4, "many versions", "3");
    add(3, "many versions", "4");
    add(2, "many versions", "baseline");
    add(12, "second", "1");
    add(7, "third", "1");
    add(2, "(others)", "(others)");
    add(1, "a", "1");
    Figures figures = figures(new Limits(2, 2), "baseline");

    assertThat(figures.latency().stream()
            .map(row -> row.model() + " " + row.version())
            .distinct())
        .containsExactly(
            "(others) (others)",
            "(others) *",
            "many versions (others)",
            "many versions *",
            "many versions 1",
            "many versions baseline",
            "second *",
            "second 1");
    assertThat(requests(figures, row -> row.version().equals("*"))).isEqualTo(items.size());
    assertThat(figures.dated().analysed()).isEqualTo(items.size());
    assertThat(requests(figures, row -> row.version().equals("(others)"))).isEqualTo(27 + 10);
    assertThat(figures.others())
        .isEqualTo(new Others(
            3,
            10,
            3,
            27,
            List.of(
                new Counted("third", null, 7),
                new Counted("\\(others)", null, 2),
                new Counted("a", null, 1),
                new Counted("many versions", "2", 20),
                new Counted("many versions", "3", 4),
                new Counted("many versions", "4", 3))));
    assertThat(figures.accuracy().stream()
            .map(row -> row.model() + " " + row.version())
            .distinct())
        .containsExactly(
            "many versions (others)",
            "many versions *",
            "many versions 1",
            "many versions baseline",
            "second *",
            "second 1");
    assertThat(figures.latency())
        .filteredOn(row -> row.version().equals("(others)"))
        .extracting(LatencyFigures::baseline)
        .containsOnlyNulls();
    assertThat(figures.headlines())
        .extracting(Headline::model)
        .containsExactly("(others)", "many versions", "second");
  }

  @Tag("thorough")
  @Test
  void allTogetherAreBoundedToo() {
    for (String model : List.of("a", "b", "c")) {
      add(3, model, "1");
      add(2, model, "2");
      add(1, model, "3");
    }
    Figures figures = figures(new Limits(5, 5, 6), null);
    assertThat(figures.others().versions()).isEqualTo(3);
    assertThat(figures.others().versionItems()).isEqualTo(3);
    assertThat(figures.latency().stream()
            .map(row -> row.model() + " " + row.version())
            .distinct())
        .startsWith("a (others)", "a *", "a 1", "a 2", "b (others)")
        .hasSize(12);
    assertThat(requests(figures, row -> row.version().equals("*"))).isEqualTo(items.size());
    assertThat(figures(new Limits(5, 5, 9), null).others()).isEqualTo(Others.NONE);
  }

  @Test
  void asManyAsThereMayBeAreTheirOwn() {
    add(3, "m", "1");
    add(2, "m", "2");
    add(1, "(others)", "(others)");
    Figures figures = figures(new Limits(2, 2), null);
    assertThat(figures.others()).isEqualTo(Others.NONE);
    assertThat(figures.latency().stream()
            .map(row -> row.model() + " " + row.version())
            .distinct())
        .containsExactly("\\(others) *", "\\(others) \\(others)", "m *", "m 1", "m 2");
  }
}
