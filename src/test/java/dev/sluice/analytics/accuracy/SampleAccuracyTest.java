package dev.sluice.analytics.accuracy;

import static dev.sluice.analytics.AccuracyStatistic.ACCURACY;
import static dev.sluice.analytics.AccuracyStatistic.ACCURACY_HIGH;
import static dev.sluice.analytics.AccuracyStatistic.ACCURACY_LOW;
import static dev.sluice.analytics.AccuracyStatistic.BIAS;
import static dev.sluice.analytics.AccuracyStatistic.CORRECT;
import static dev.sluice.analytics.AccuracyStatistic.MACRO_F1;
import static dev.sluice.analytics.AccuracyStatistic.MAE;
import static dev.sluice.analytics.AccuracyStatistic.R2;
import static dev.sluice.analytics.AccuracyStatistic.RMSE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.analytics.AccuracyFigures;
import dev.sluice.analytics.AccuracyFigures.Averages;
import dev.sluice.analytics.AccuracyFigures.Rolling;
import dev.sluice.analytics.AccuracyFigures.Status;
import dev.sluice.analytics.AccuracySignals.Comparison;
import dev.sluice.analytics.AccuracySignals.Verdict;
import dev.sluice.analytics.AccuracyStatistics;
import dev.sluice.analytics.Calibration;
import dev.sluice.analytics.Figures;
import dev.sluice.analytics.Headline;
import dev.sluice.analytics.Oracle;
import dev.sluice.analytics.TargetKind;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every accuracy figure of the sample log and its late labels against DuckDB on the original files. */
class SampleAccuracyTest {
  private static final String KEY = "model, version, day";

  private static Figures figures;
  private static Oracle oracle;

  @BeforeAll
  static void compute() throws Exception {
    figures = October.ALL;
    oracle = new Oracle();
    oracle.run("CREATE TABLE predictions AS SELECT item->>'requestId' AS id,"
        + " item->>'modelName' AS model, unnest(['*', item->>'modelVersion']) AS version,"
        + " left(item->>'timestamp', 10) AS day, item->>'prediction' AS prediction,"
        + " (item->>'timestamp')::TIMESTAMPTZ AS made,"
        + " (item->>'confidence')::DECIMAL(18, 6) AS confidence FROM inference"
        + " WHERE (item->>'prediction') IS NOT NULL");
    createJudged("judged", "9999");
    createJudged("judged_early", "2026-10-15T12:00:00Z");
  }

  /** Labels are text that sorts by time: all are of one form and in UTC. */
  private static void createJudged(String table, String asOf) throws Exception {
    oracle.run("CREATE TABLE " + table
        + " AS SELECT p.*, l.label, l.label_at FROM predictions p LEFT JOIN ("
        + "SELECT item->>'requestId' AS id, item->>'label' AS label,"
        + " (item->>'labeledAt')::TIMESTAMPTZ AS label_at FROM feedback"
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

  @Tag("thorough")
  @Test
  void laterLabelsThanAsOfDoNotCount() throws Exception {
    Figures early = October.figures(Instant.parse("2026-10-15T12:00:00Z"));
    assertThat(rows(early, SampleAccuracyTest::counts)).isEqualTo(counts("judged_early"));
    assertThat(counts("judged_early")).isNotEqualTo(counts("judged"));
  }

  private static Map<List<Object>, List<Object>> counts(String table) throws Exception {
    return keyed(oracle.rows("SELECT " + KEY + ", count(*), count(label),"
        + " count(*) FILTER (label = prediction AND model <> 'disease-progression') FROM " + table
        + " GROUP BY ALL"));
  }

  private static List<Object> counts(AccuracyFigures row) {
    Long correct = correct(row);
    return List.of(row.predicted(), row.labelled(), correct == null ? 0L : correct);
  }

  private static @Nullable Long correct(AccuracyStatistics row) {
    Double correct = row.value(CORRECT);
    return correct == null ? null : (Long) correct.longValue();
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
        .filter(row -> row.value(MACRO_F1) != null)
        .forEach(row -> actual.put(
            List.of(row.model(), row.version(), row.window().label()), row.value(MACRO_F1)));
    assertThat(actual).hasSameSizeAs(expected);
    expected.forEach(row ->
        assertThat(actual.get(row.subList(0, 3))).isCloseTo((Double) row.get(3), within(1e-12)));
  }

  @Test
  void averagesOverClassesAreDuckDbs() throws Exception {
    checkEach(
        "WITH c AS (SELECT DISTINCT " + KEY
            + ", unnest([label, prediction]) AS class FROM judged WHERE label IS NOT NULL),"
            + " f AS (SELECT " + KEY + ", class,"
            + " count(*) FILTER (label = class AND prediction = class)::DOUBLE AS hit,"
            + " count(*) FILTER (label = class) AS support,"
            + " count(*) FILTER (prediction = class) AS predicted"
            + " FROM c JOIN judged USING (" + KEY + ") WHERE label IS NOT NULL GROUP BY ALL),"
            + " r AS (SELECT *, hit / nullif(predicted, 0) AS precision,"
            + " hit / nullif(support, 0) AS recall FROM f)"
            + " SELECT " + KEY + ", avg(precision), avg(recall),"
            + " sum(precision * support) / sum(support) FILTER (precision IS NOT NULL),"
            + " sum(recall * support) / sum(support),"
            + " sum(2 * hit / (support + predicted) * support) / sum(support)"
            + " FROM r WHERE model <> 'disease-progression' GROUP BY ALL",
        row -> averages(row.averages()));
  }

  private static List<@Nullable Double> averages(@Nullable Averages averages) {
    return averages == null
        ? List.of()
        : Arrays.asList(
            averages.macroPrecision(),
            averages.macroRecall(),
            averages.weightedPrecision(),
            averages.weightedRecall(),
            averages.weightedF1());
  }

  @Test
  void theMostFrequentLabelIsDuckDbs() throws Exception {
    Map<List<Object>, List<Object>> expected =
        keyed(oracle.rows("WITH c AS (SELECT " + KEY + ", label, count(*) AS n FROM judged"
            + " WHERE label IS NOT NULL AND model <> 'disease-progression' GROUP BY ALL)"
            + " SELECT " + KEY + ", label, n FROM c"
            + " QUALIFY row_number() OVER (PARTITION BY " + KEY + " ORDER BY n DESC, label) = 1"));
    Map<List<Object>, List<Object>> actual =
        rows(figures, row -> Optional.ofNullable(row.majority())
            .map(majority -> List.<Object>of(majority.label(), majority.support()))
            .orElse(List.of()));
    actual.values().removeIf(List::isEmpty);
    assertThat(actual).isEqualTo(expected);
  }

  @Test
  void calibrationIsDuckDbs() throws Exception {
    String usable = " FROM judged WHERE label IS NOT NULL AND confidence IS NOT NULL";
    checkEach(
        "WITH b AS (SELECT " + KEY + ", count(*) AS n, sum(confidence) AS c,"
            + " count(*) FILTER (label = prediction) AS o,"
            + " sum((confidence::DOUBLE - (label = prediction)::INT) ** 2) AS brier,"
            + " least(floor(confidence * 10), 9) AS bin" + usable + " GROUP BY ALL)"
            + " SELECT " + KEY + ", sum(n)::DOUBLE, sum(brier) / sum(n),"
            + " sum(abs(c - o)::DOUBLE) / sum(n), count(*)::DOUBLE FROM b GROUP BY ALL",
        row -> calibration(row.calibration()));
    checkEach(
        "WITH d AS (SELECT DISTINCT " + KEY + " FROM judged),"
            + " j AS (SELECT d.model, d.version, d.day, j.confidence AS c,"
            + " (j.label = j.prediction)::INT AS o FROM d JOIN judged j"
            + " ON d.model = j.model AND d.version = j.version AND j.day <= d.day"
            + " AND j.day::DATE > d.day::DATE - 28 AND j.label IS NOT NULL"
            + " AND j.confidence IS NOT NULL),"
            + " b AS (SELECT " + KEY + ", count(*) AS n, abs(sum(c) - sum(o))::DOUBLE AS gap,"
            + " sum((c::DOUBLE - o) ** 2) AS brier, least(floor(c * 10), 9) AS bin"
            + " FROM j GROUP BY ALL)"
            + " SELECT " + KEY + ", sum(n)::DOUBLE, sum(brier) / sum(n), sum(gap) / sum(n),"
            + " count(*)::DOUBLE FROM b GROUP BY ALL",
        row -> calibration(row.calibration28()));
  }

  private static List<@Nullable Double> calibration(@Nullable Calibration calibration) {
    return calibration == null
        ? List.of()
        : Arrays.asList(
            (double) calibration.count(), calibration.brier(), calibration.expectedError(), (double)
                calibration.bins().size());
  }

  @Test
  void labelDelaysAreDuckDbs() throws Exception {
    checkEach(
        "WITH s AS (SELECT " + KEY
            + ", ((epoch_us(label_at) - epoch_us(made)) // 1000000)::DOUBLE AS s,"
            + " label_at > (day::DATE + 8)::TIMESTAMPTZ AS late"
            + " FROM judged WHERE label IS NOT NULL),"
            + " l AS (SELECT " + KEY + ", list_sort(list(s) FILTER (s >= 0)) AS l,"
            + " count(*) FILTER (late)::DOUBLE AS late FROM s GROUP BY ALL)"
            + " SELECT " + KEY + ", len(l)::DOUBLE, l[(len(l) - 1) * 5 // 10 + 1],"
            + " l[(len(l) - 1) * 9 // 10 + 1], late FROM l",
        row -> Arrays.asList(
            (double) row.labelDelay().count(),
            row.labelDelay().median(),
            row.labelDelay().p90(),
            (double) row.labelDelay().late()));
  }

  /** Every row that the query has, keyed, with doubles behind. */
  private static void checkEach(
      String query, Function<AccuracyFigures, List<@Nullable Double>> figure) throws Exception {
    Map<List<Object>, List<@Nullable Double>> actual = rows(figures, figure);
    Map<List<Object>, List<Object>> expected = keyed(oracle.rows(query));
    assertThat(expected).isNotEmpty();
    expected.forEach((key, values) -> {
      for (int i = 0; i < values.size(); i++) {
        assertThat(actual.get(key).get(i))
            .as("%s, figure %s", key, i)
            .isCloseTo((Double) values.get(i), within(1e-9));
      }
    });
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
      List<@Nullable Double> actual = Arrays.asList(
          figure.value(MAE), figure.value(RMSE), figure.value(BIAS), figure.value(R2));
      for (int i = 0; i < 4; i++) {
        assertThat(actual.get(i)).isCloseTo((Double) row.get(3 + i), within(1e-9));
      }
      assertThat(figure.value(CORRECT)).isNull();
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
        (long) rolling.days(), rolling.predicted(), rolling.labelled(), correct(rolling));
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
      assertThat(headline.value(ACCURACY)).isEqualTo(day.rolling7().value(ACCURACY));
      assertThat(headline.value(MAE)).isEqualTo(day.rolling7().value(MAE));
      assertThat(headline.target()).isEqualTo(day.target());
    });
    assertThat(figures.headlines()).extracting(Headline::model).isSorted();
    assertThat(figures.headlines().get(0).comparisons())
        .extracting(Comparison::verdict)
        .containsExactly(Verdict.BETTER);
  }

  @Test
  void theStagedDriftShows() {
    assertThat(digits("2026-10-10").value(ACCURACY)).isGreaterThan(0.9);
    assertThat(digits("2026-10-20").value(ACCURACY_HIGH))
        .isLessThan(digits("2026-10-10").value(ACCURACY_LOW));
  }

  private static AccuracyFigures digits(String day) {
    return figures.accuracy().stream()
        .filter(row -> row.model().equals("digits-classifier") && row.version().equals("1"))
        .filter(row -> row.window().label().equals(day))
        .findFirst()
        .orElseThrow();
  }
}
