package dev.sluice.analytics.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.analytics.AccuracyFigures;
import dev.sluice.analytics.AccuracyFigures.Rolling;
import dev.sluice.analytics.AccuracyFigures.Status;
import dev.sluice.analytics.Analysis;
import dev.sluice.analytics.Figures;
import dev.sluice.analytics.Headline;
import dev.sluice.analytics.Oracle;
import dev.sluice.analytics.Samples;
import dev.sluice.analytics.TargetKind;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every accuracy figure of the sample log and its late labels against DuckDB on the original files. */
class SampleAccuracyTest {
  private static final Instant AS_OF = Instant.parse("2026-10-29T06:00:00Z");
  private static final String KEY = "model, version, day";

  private static Figures figures;
  private static Oracle oracle;

  @BeforeAll
  static void compute() throws Exception {
    figures = figures(null);
    oracle = new Oracle();
    oracle.run("CREATE TABLE predictions AS SELECT item->>'requestId' AS id,"
        + " item->>'modelName' AS model, unnest(['*', item->>'modelVersion']) AS version,"
        + " left(item->>'timestamp', 10) AS day, item->>'prediction' AS prediction FROM inference"
        + " WHERE (item->>'prediction') IS NOT NULL");
    createJudged("judged", "9999");
    createJudged("judged_early", "2026-10-15T12:00:00Z");
  }

  private static Figures figures(@Nullable Instant labelsAsOf) {
    return new Analysis("run-1", AS_OF, Samples.settings("UTC", "2026-10-28"))
        .figures(Samples.all(labelsAsOf));
  }

  /** Labels are text that sorts by time: all are of one form and in UTC. */
  private static void createJudged(String table, String asOf) throws Exception {
    oracle.run("CREATE TABLE " + table + " AS SELECT p.*, l.label FROM predictions p LEFT JOIN ("
        + "SELECT item->>'requestId' AS id, item->>'label' AS label FROM feedback"
        + " WHERE item->>'labeledAt' <= '" + asOf + "'"
        + " QUALIFY row_number() OVER (PARTITION BY item->>'requestId'"
        + " ORDER BY item->>'labeledAt' DESC, item->>'label' DESC) = 1) l USING (id)");
  }

  @AfterAll
  static void close() throws Exception {
    oracle.close();
  }

  @Test
  void countsAreDuckDbs() throws Exception {
    assertThat(rows(figures, SampleAccuracyTest::counts)).isEqualTo(counts("judged"));
    assertThat(figures.accuracy()).hasSizeGreaterThan(28 * 5);
  }

  @Test
  void laterLabelsThanAsOfDoNotCount() throws Exception {
    Figures early = figures(Instant.parse("2026-10-15T12:00:00Z"));
    assertThat(rows(early, SampleAccuracyTest::counts)).isEqualTo(counts("judged_early"));
    assertThat(counts("judged_early")).isNotEqualTo(counts("judged"));
  }

  private static Map<List<Object>, List<Object>> counts(String table) throws Exception {
    return keyed(oracle.rows("SELECT " + KEY + ", count(*), count(label),"
        + " count(*) FILTER (label = prediction AND model <> 'disease-progression') FROM " + table
        + " GROUP BY ALL"));
  }

  private static List<Object> counts(AccuracyFigures row) {
    Long correct = row.correct();
    return List.of(row.predicted(), row.labelled(), correct == null ? 0L : correct);
  }

  private static <T> Map<List<Object>, T> rows(Figures of, Function<AccuracyFigures, T> figure) {
    return of.accuracy().stream()
        .collect(Collectors.toMap(
            row -> List.of(row.model(), row.version(), row.window().label()), figure));
  }

  private static Map<List<Object>, List<Object>> keyed(List<List<Object>> rows) {
    return rows.stream()
        .collect(Collectors.toMap(row -> row.subList(0, 3), row -> row.subList(3, row.size())));
  }

  @Test
  void confusionIsDuckDbs() throws Exception {
    Map<List<Object>, Map<String, Map<String, Long>>> expected = new HashMap<>();
    for (List<Object> row : oracle.rows("SELECT " + KEY + ", label, prediction, count(*)"
        + " FROM judged WHERE label IS NOT NULL AND model <> 'disease-progression' GROUP BY ALL")) {
      expected
          .computeIfAbsent(row.subList(0, 3), unseen -> new TreeMap<>())
          .computeIfAbsent((String) row.get(3), unseen -> new TreeMap<>())
          .put((String) row.get(4), (Long) row.get(5));
    }
    Map<List<Object>, Map<String, Map<String, Long>>> actual =
        rows(figures, AccuracyFigures::confusion);
    actual.values().removeIf(Map::isEmpty);
    assertThat(actual).isEqualTo(expected);
  }

  @Test
  void macroF1IsDuckDbs() throws Exception {
    List<List<Object>> expected = oracle.rows("WITH c AS (SELECT DISTINCT " + KEY
        + ", unnest([label, prediction]) AS class FROM judged WHERE label IS NOT NULL),"
        + " f AS (SELECT " + KEY + ", class,"
        + " 2.0 * count(*) FILTER (label = class AND prediction = class) AS twice,"
        + " count(*) FILTER (label = class) + count(*) FILTER (prediction = class) AS whole"
        + " FROM c JOIN judged USING (" + KEY + ") WHERE label IS NOT NULL GROUP BY ALL)"
        + " SELECT " + KEY + ", avg(twice / whole) FROM f WHERE model <> 'disease-progression'"
        + " GROUP BY ALL");
    Map<List<Object>, Double> actual = new HashMap<>();
    figures.accuracy().stream()
        .filter(row -> row.macroF1() != null)
        .forEach(row ->
            actual.put(List.of(row.model(), row.version(), row.window().label()), row.macroF1()));
    assertThat(actual).hasSameSizeAs(expected);
    expected.forEach(row ->
        assertThat(actual.get(row.subList(0, 3))).isCloseTo((Double) row.get(3), within(1e-12)));
  }

  @Test
  void errorsOfTheNumericModelAreDuckDbs() throws Exception {
    List<List<Object>> expected = oracle.rows("WITH n AS (SELECT " + KEY
        + ", prediction::DOUBLE AS p, label::DOUBLE AS l FROM judged"
        + " WHERE model = 'disease-progression' AND label IS NOT NULL)"
        + " SELECT " + KEY + ", avg(abs(p - l)), sqrt(avg((p - l) ** 2)), avg(p - l),"
        + " 1 - sum((p - l) ** 2) / (count(*) * var_pop(l)) FROM n GROUP BY ALL");
    List<AccuracyFigures> numeric = figures.accuracy().stream()
        .filter(row -> row.target() == TargetKind.NUMERIC)
        .toList();
    assertThat(numeric).extracting(AccuracyFigures::model).containsOnly("disease-progression");
    for (List<Object> row : expected) {
      AccuracyFigures figure = numeric.stream()
          .filter(
              r -> List.of(r.model(), r.version(), r.window().label()).equals(row.subList(0, 3)))
          .findFirst()
          .orElseThrow();
      List<@Nullable Double> actual =
          Arrays.asList(figure.mae(), figure.rmse(), figure.bias(), figure.r2());
      for (int i = 0; i < 4; i++) {
        assertThat(actual.get(i)).isCloseTo((Double) row.get(3 + i), within(1e-9));
      }
      assertThat(figure.correct()).isNull();
    }
  }

  @Test
  void rollingSpansAreDuckDbs() throws Exception {
    for (int span : List.of(7, 28)) {
      Map<List<Object>, List<Object>> expected =
          keyed(oracle.rows("SELECT d.model, d.version, d.day,"
              + " count(DISTINCT j.day), count(*), count(j.label),"
              + " CASE WHEN d.model = 'disease-progression' THEN NULL"
              + " ELSE count(*) FILTER (j.label = j.prediction) END"
              + " FROM (SELECT DISTINCT " + KEY + " FROM judged) d JOIN judged j"
              + " ON d.model = j.model AND d.version = j.version AND j.day <= d.day"
              + " AND j.day::DATE > d.day::DATE - " + span
              + " GROUP BY d.model, d.version, d.day"));
      assertThat(rows(figures, row -> counts(span == 7 ? row.rolling7() : row.rolling28())))
          .isEqualTo(expected);
    }
  }

  private static List<@Nullable Object> counts(Rolling rolling) {
    return Arrays.asList(
        (long) rolling.days(), rolling.predicted(), rolling.labelled(), rolling.correct());
  }

  @Test
  void aDayIsFinalOnceItsLabelsAreMature() {
    assertThat(figures.accuracy()).allSatisfy(row -> assertThat(row.status())
        .isEqualTo(
            row.window().label().compareTo("2026-10-21") <= 0 ? Status.FINAL : Status.PROVISIONAL));
  }

  @Test
  void headlinesAreOfTheLastDayAndWeek() {
    assertThat(figures.headlines()).hasSize(5).allSatisfy(headline -> {
      AccuracyFigures day = figures.accuracy().stream()
          .filter(row -> row.model().equals(headline.model()) && row.version().equals("*"))
          .filter(row -> row.window().equals(headline.day()))
          .findFirst()
          .orElseThrow();
      assertThat(headline.labelled()).isEqualTo(day.rolling7().labelled());
      assertThat(headline.accuracy()).isEqualTo(day.rolling7().accuracy());
      assertThat(headline.mae()).isEqualTo(day.rolling7().mae());
      assertThat(headline.target()).isEqualTo(day.target());
    });
    assertThat(figures.headlines()).extracting(Headline::model).isSorted();
  }

  @Test
  void theStagedDriftShows() {
    assertThat(digits("2026-10-10").accuracy()).isGreaterThan(0.9);
    assertThat(digits("2026-10-20").accuracyHigh())
        .isLessThan(digits("2026-10-10").accuracyLow());
  }

  private static AccuracyFigures digits(String day) {
    return figures.accuracy().stream()
        .filter(row -> row.model().equals("digits-classifier") && row.version().equals("1"))
        .filter(row -> row.window().label().equals(day))
        .findFirst()
        .orElseThrow();
  }
}
