package dev.sluice.analytics.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.analytics.Analysis;
import dev.sluice.analytics.AnalyticsSettings;
import dev.sluice.analytics.Figures;
import dev.sluice.analytics.FiguresJson;
import dev.sluice.analytics.LatencyComparison;
import dev.sluice.analytics.LatencyFigures;
import dev.sluice.analytics.LatencyStatistic;
import dev.sluice.analytics.Oracle;
import dev.sluice.analytics.Samples;
import dev.sluice.analytics.Window.Grain;
import dev.sluice.testing.TestSpark;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every latency figure of the sample log against DuckDB on the original file. */
class SampleLatencyTest {
  private static final Instant AS_OF = Instant.parse("2026-10-29T06:00:00Z");

  private static Figures figures;
  private static Oracle oracle;

  @BeforeAll
  static void compute() throws Exception {
    figures = analysis().figures(Samples.log(Samples.inference()));
    oracle = new Oracle();
    oracle.run("CREATE TABLE log AS SELECT item->>'modelName' AS model,"
        + " unnest(['*', item->>'modelVersion']) AS version,"
        + " item->>'timestamp' AS stamp,"
        + " item->>'latencyMs' AS shown, json_type(item, '$.latencyMs') AS kind,"
        + " json_exists(item, '$.errorMessage') AS failed FROM inference");
    oracle.run("CREATE TABLE windows AS SELECT *, unnest(["
        + "{'grain': 'HOUR', 'label': left(stamp, 13)}, {'grain': 'DAY', 'label': left(stamp, 10)},"
        + "{'grain': 'WEEK', 'label': strftime(stamp::TIMESTAMP, '%G-W%V')}], recursive := true),"
        + " CASE WHEN try_cast(shown AS DOUBLE) >= 0 THEN shown::DOUBLE END AS v FROM log");
  }

  private static Analysis analysis() {
    return new Analysis("run-1", AS_OF, Samples.settings("UTC", "2026-10-28"));
  }

  @AfterAll
  static void close() throws Exception {
    oracle.close();
  }

  @Test
  void everyWindowHasDuckDbsFigures() throws Exception {
    List<List<Object>> expected = oracle.rows("SELECT model, version, grain, label, count(*),"
        + " count(*) FILTER (failed), count(v),"
        + " count(*) FILTER (kind IS NULL), count(*) FILTER (kind = 'NULL'),"
        + " count(*) FILTER (shown = 'timeout'), count(*) FILTER (try_cast(shown AS DOUBLE) < 0),"
        + " count(v) FILTER (kind = 'VARCHAR'), count(v) FILTER (v <= 1.0)"
        + " FROM windows GROUP BY ALL ORDER BY ALL");
    List<List<Object>> actual =
        figures.latency().stream().map(SampleLatencyTest::counts).toList();
    assertThat(actual).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(actual.size()).isGreaterThan(28 * 11);
  }

  private static List<Object> counts(LatencyFigures row) {
    return List.of(
        row.model(),
        row.version(),
        row.window().grain().name(),
        row.window().label(),
        row.requests(),
        row.failed(),
        row.count(),
        row.excluded().missing(),
        row.excluded().nulls(),
        row.excluded().nonNumeric(),
        row.excluded().negative(),
        row.numericStrings(),
        Objects.requireNonNull(row.value(LatencyStatistic.SLO_GOOD)).longValue());
  }

  @Test
  void percentilesAreTheSortedValuesAtTheContractsIndex() throws Exception {
    List<List<Object>> expected = oracle.rows("SELECT model, version, grain, label,"
        + " list_sort(list(v) FILTER (v IS NOT NULL)), stddev_samp(v), avg(v)"
        + " FROM windows GROUP BY ALL");
    assertThat(expected).hasSameSizeAs(figures.latency());
    for (List<Object> row : expected) {
      LatencyFigures figure = find(row);
      List<Double> sorted = values(row.get(4));
      assertThat(figure.value(LatencyStatistic.P50)).as("%s", row).isEqualTo(at(sorted, 500, 1));
      assertThat(figure.value(LatencyStatistic.P90)).isEqualTo(at(sorted, 900, 1));
      assertThat(figure.value(LatencyStatistic.P95)).isEqualTo(at(sorted, 950, 1));
      assertThat(figure.value(LatencyStatistic.P99)).isEqualTo(at(sorted, 990, 100));
      assertThat(figure.value(LatencyStatistic.P999)).isEqualTo(at(sorted, 999, 1000));
      assertThat(figure.value(LatencyStatistic.MIN)).isEqualTo(at(sorted, 0, 1));
      assertThat(figure.value(LatencyStatistic.MAX)).isEqualTo(at(sorted, 1000, 1));
      if (sorted.size() > 1) {
        assertThat(figure.value(LatencyStatistic.STDDEV))
            .isCloseTo((Double) row.get(5), within(1e-9));
        assertThat(figure.value(LatencyStatistic.MEAN))
            .isCloseTo((Double) row.get(6), within(1e-9));
      }
      assertThat(Latencies.decode(bytes(figure)).encode()).isEqualTo(bytes(figure));
    }
  }

  private static LatencyFigures find(List<Object> key) {
    return figures.latency().stream()
        .filter(row -> List.of(
                row.model(),
                row.version(),
                row.window().grain().name(),
                row.window().label())
            .equals(key.subList(0, 4)))
        .findFirst()
        .orElseThrow();
  }

  private static List<Double> values(@Nullable Object array) throws Exception {
    List<Double> values = new ArrayList<>();
    if (array != null) {
      for (Object value : (Object[]) ((Array) array).getArray()) {
        values.add((Double) value);
      }
    }
    return values;
  }

  private static @Nullable Double at(List<Double> sorted, int thousandths, int needed) {
    int n = sorted.size();
    return n < needed || n == 0 ? null : sorted.get(thousandths * (n - 1) / 1000);
  }

  static byte[] bytes(LatencyFigures figure) {
    byte[] bytes = new byte[figure.sketch().remaining()];
    figure.sketch().duplicate().get(bytes);
    return bytes;
  }

  @Test
  void damageIsWhatWasDone() throws Exception {
    JsonNode damage = Samples.truth().get("damage");
    List<LatencyFigures> days = figures.latency().stream()
        .filter(row -> row.version().equals("*") && row.window().grain() == Grain.DAY)
        .toList();
    assertThat(sum(days.stream().map(row -> row.excluded().missing())))
        .isEqualTo(damage.get("missing_latency").asLong());
    assertThat(sum(days.stream().map(row -> row.excluded().nulls())))
        .isEqualTo(damage.get("null_latency").asLong());
    assertThat(sum(days.stream().map(row -> row.excluded().nonNumeric())))
        .isEqualTo(damage.get("text_latency").asLong());
    assertThat(sum(days.stream().map(row -> row.excluded().negative())))
        .isEqualTo(damage.get("negative_latency").asLong());
    assertThat(sum(days.stream().map(LatencyFigures::numericStrings)))
        .isEqualTo(damage.get("string_latency").asLong());
    assertThat(sum(days.stream().map(LatencyFigures::failed)))
        .isEqualTo(damage.get("failed").asLong());
    assertThat(sum(days.stream().map(LatencyFigures::requests))).isEqualTo(20_000);
    assertThat(figures.undated() + figures.unmodelled()).isZero();
  }

  private static long sum(Stream<Long> counts) {
    return counts.mapToLong(Long::longValue).sum();
  }

  @Tag("thorough")
  @Test
  void lookingBackLessChangesNoRow() {
    AnalyticsSettings all = Samples.settings("UTC", "2026-10-28");
    AnalyticsSettings three = new AnalyticsSettings(
        all.zone(),
        all.date(),
        3,
        all.sloLatencyMs(),
        all.sloTarget(),
        all.baselineVersion(),
        all.targets(),
        all.maturity());
    Figures recent = new Analysis("run-1", AS_OF, three).figures(Samples.log(Samples.inference()));
    assertThat(recent.latency()).hasSizeGreaterThan(100).isSubsetOf(figures.latency());
    assertThat(recent.headlines()).isEqualTo(figures.headlines());
  }

  @Test
  void nothingIsNeitherFiniteNorAbsent() {
    assertThat(new String(FiguresJson.write(figures), StandardCharsets.UTF_8))
        .doesNotContain("NaN", "Infinity");
    assertThat(figures.latency())
        .allMatch(row ->
            row.interval(LatencyStatistic.P99) != null || row.absent().containsKey("p99Interval"))
        .allMatch(row -> row.value(LatencyStatistic.ERROR_BUDGET_BURN) != null
            || row.absent().containsKey("errorBudgetBurn"))
        .filteredOn(row -> row.window().grain() == Grain.DAY)
        .allMatch(row -> row.weekBefore() != null || row.absent().containsKey("weekBefore"))
        .allMatch(row -> row.baseline() != null || row.absent().containsKey("baseline"));
  }

  /** Version 2 of the digits' classifier takes half as long again as version 1; nothing else slows down. */
  @Test
  void theSlowerVersionIsFoundAndNothingElse() {
    List<LatencyFigures> slower = figures.latency().stream()
        .filter(row -> isSlower(row.weekBefore()) || isSlower(row.baseline()))
        .toList();
    assertThat(slower).isNotEmpty().allMatch(row -> row.model().equals("digits-classifier"));
    assertThat(slower.stream().filter(row -> isSlower(row.baseline())))
        .extracting(row -> row.version() + " " + row.window().label())
        .containsExactly(
            "2 2026-10-24", "2 2026-10-25", "2 2026-10-26", "2 2026-10-27", "2 2026-10-28");
    assertThat(slower.stream().filter(row -> isSlower(row.weekBefore())))
        .isNotEmpty()
        .allMatch(row -> row.version().equals("*"));
    assertThat(figures.headlines())
        .allMatch(headline -> headline.slower() != null)
        .filteredOn(headline -> Boolean.TRUE.equals(headline.slower()))
        .singleElement()
        .satisfies(headline -> {
          assertThat(headline.model()).isEqualTo("digits-classifier");
          assertThat(headline.slowDowns()).hasSize(2);
          assertThat(headline.slowDowns().get(1))
              .startsWith("version 2 from 2026-10-22 to 2026-10-28: p50 1.4");
        });
  }

  private static boolean isSlower(@Nullable LatencyComparison comparison) {
    return comparison != null && Boolean.TRUE.equals(comparison.slower());
  }

  @Tag("thorough")
  @ParameterizedTest
  @MethodSource("shapes")
  void theColumnsTypeChangesNothing(StructType latency) {
    Figures other = analysis().figures(Samples.log(Samples.inference(latency)));
    assertThat(other).isEqualTo(figures);
  }

  static Stream<StructType> shapes() {
    Metadata number = new MetadataBuilder().putString("dynamodb.type", "N").build();
    return Stream.concat(
        Stream.of(
            new StructType(),
            new StructType().add("latencyMs", DataTypes.StringType, true, number)),
        Stream.of(
                DataTypes.StringType,
                DataTypes.DoubleType,
                DataTypes.LongType,
                DataTypes.BooleanType,
                DataTypes.createDecimalType(4, 2))
            .map(type -> new StructType().add("latencyMs", type)));
  }

  @Tag("thorough")
  @Test
  void ansiModeChangesNothing() {
    var session = TestSpark.session();
    session.conf().set("spark.sql.ansi.enabled", "true");
    try {
      assertThat(analysis().figures(Samples.log(Samples.inference()))).isEqualTo(figures);
    } finally {
      session.conf().unset("spark.sql.ansi.enabled");
    }
  }
}
