package dev.sluice.analytics.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analytics.ExperimentAttributes.Better;
import dev.sluice.analytics.ExperimentFigures;
import dev.sluice.analytics.ExperimentFigures.Change;
import dev.sluice.analytics.ExperimentFigures.Run;
import dev.sluice.analytics.ExperimentFigures.Step;
import dev.sluice.analytics.Oracle;
import dev.sluice.analytics.Samples;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every figure of the sample experiments against DuckDB on the original file. */
class SampleExperimentsTest {
  private static Oracle oracle;

  @BeforeAll
  static void open() throws Exception {
    oracle = new Oracle();
    oracle.run("CREATE TABLE runs AS SELECT item->>'name' AS name, item->>'experiment_id' AS id,"
        + " (item->>'created_at')::BIGINT AS created, item->>'status' AS status,"
        + " (item->>'$.metrics.accuracy')::DECIMAL(18,6) AS accuracy,"
        + " (item->>'$.metrics.loss')::DECIMAL(18,6) AS loss,"
        + " item->'config' AS config FROM experiments");
  }

  @AfterAll
  static void close() throws Exception {
    oracle.close();
  }

  @Test
  void theLargestAccuracyIsBest() throws Exception {
    check("metrics.accuracy", Better.LARGER, "accuracy", "DESC");
  }

  @Test
  void theSmallestLossIsBest() throws Exception {
    check("metrics.loss", Better.SMALLER, "loss", "ASC");
  }

  private static void check(String metric, Better better, String column, String order)
      throws Exception {
    List<ExperimentFigures> figures = Experiments.figures(
        Samples.experiments(), Samples.experimentAttributes(metric, better), ZoneOffset.UTC);
    String done = "status = 'completed' AND " + column + " IS NOT NULL";
    assertThat(figures.stream().map(SampleExperimentsTest::summary).toList())
        .isEqualTo(oracle.rows("SELECT name, first(id ORDER BY " + column + " " + order
            + ", created, id) FILTER (" + done + "), first(" + column + "::DOUBLE ORDER BY "
            + column + " "
            + order + ") FILTER (" + done + "), count(*) FILTER (status = 'completed'),"
            + " count(*) FILTER (status = 'failed'), count(*) FILTER (status = 'running'), count(*)"
            + " FROM runs GROUP BY name ORDER BY name"));
    assertThat(figures.stream().flatMap(SampleExperimentsTest::runs).toList())
        .isEqualTo(
            oracle.rows("SELECT name, id, created::VARCHAR, status, coalesce((" + done + ") AND "
                + (better == Better.LARGER ? column + " > max(" : column + " < min(")
                + column + ") FILTER (" + done + ") OVER (PARTITION BY name ORDER BY created, id"
                + " ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), " + done + ")"
                + " FROM runs ORDER BY name, created, id"));
  }

  @Test
  void whatImprovedByHowMuchAndHow() throws Exception {
    List<ExperimentFigures> figures = Experiments.figures(
        Samples.experiments(),
        Samples.experimentAttributes("metrics.accuracy", Better.LARGER),
        ZoneOffset.UTC);
    oracle.run(
        "CREATE TABLE steps AS SELECT *, lag(id) OVER (PARTITION BY name ORDER BY created, id)"
            + " AS before_id, lag(config) OVER (PARTITION BY name ORDER BY created, id) AS before_config"
            + " FROM (SELECT *, max(accuracy) OVER (PARTITION BY name ORDER BY created, id ROWS BETWEEN"
            + " UNBOUNDED PRECEDING AND 1 PRECEDING) AS before FROM runs WHERE status = 'completed'"
            + " AND accuracy IS NOT NULL) WHERE before IS NULL OR accuracy > before");

    assertThat(figures.stream()
            .flatMap(f -> f.steps().stream().map(step -> step(f.name(), step)))
            .toList())
        .isEqualTo(oracle.rows("SELECT name, id, accuracy::DOUBLE, before_id, before::DOUBLE,"
            + " (accuracy - before)::DOUBLE, round((accuracy - before)::DOUBLE / before::DOUBLE, 12)"
            + " FROM steps ORDER BY name, created, id"));
    assertThat(figures.stream()
            .flatMap(f -> f.steps().stream()
                .flatMap(step -> step.changes().stream().map(c -> change(step.id(), c))))
            .toList())
        .isNotEmpty()
        .containsExactlyInAnyOrderElementsOf(changes());
    assertThat(figures.stream()
            .map(f ->
                Arrays.asList(f.name(), f.unmeasured(), f.runsSinceBest(), f.completedSinceBest()))
            .toList())
        .isEqualTo(oracle.rows("SELECT name, count(*) FILTER (status = 'completed' AND accuracy IS"
            + " NULL), count(*) FILTER ((created, runs.id) > (best_created, best_id)), count(*)"
            + " FILTER ((created, runs.id) > (best_created, best_id) AND status = 'completed')"
            + " FROM runs JOIN (SELECT name, max_by(id, accuracy) AS best_id, max_by(created,"
            + " accuracy) AS best_created FROM steps GROUP BY name) USING (name) GROUP BY name"
            + " ORDER BY name"));
  }

  /** Values of the two configurations by key, where they are not the same. */
  private static List<List<Object>> changes() throws Exception {
    return oracle
        .rows("WITH now AS (SELECT id, unnest(json_keys(config)) AS key, config FROM steps WHERE"
            + " before_id IS NOT NULL), was AS (SELECT id, unnest(json_keys(before_config)) AS key,"
            + " before_config FROM steps WHERE before_id IS NOT NULL) SELECT id, key, before_config"
            + " ->> key, config ->> key FROM was FULL JOIN now USING (id, key)"
            + " WHERE (before_config ->> key) IS DISTINCT FROM (config ->> key)")
        .stream()
        .map(row -> Arrays.asList(row.get(0), row.get(1), plain(row.get(2)), plain(row.get(3))))
        .toList();
  }

  private static @Nullable Object plain(@Nullable Object value) {
    return value != null && value.toString().matches("[0-9.e+-]+")
        ? new BigDecimal(value.toString()).stripTrailingZeros().toPlainString()
        : value;
  }

  private static List<Object> step(String name, Step step) {
    Double relative = step.relativeGain();
    return Arrays.asList(
        name,
        step.id(),
        step.value(),
        step.beforeId(),
        step.beforeValue(),
        step.gain(),
        relative == null ? null : (Object) (Math.rint(relative * 1e12) / 1e12));
  }

  private static List<Object> change(String id, Change change) {
    return Arrays.asList(
        id,
        change.place(),
        change.before() == null ? null : change.before().text(),
        change.after() == null ? null : change.after().text());
  }

  private static List<Object> summary(ExperimentFigures row) {
    return Arrays.asList(
        row.name(),
        row.bestId(),
        row.bestValue(),
        row.completed(),
        row.failed(),
        row.running(),
        (long) row.runs().size());
  }

  private static Stream<List<Object>> runs(ExperimentFigures row) {
    return row.runs().stream().map(run -> run(row.name(), run));
  }

  private static List<Object> run(String name, Run run) {
    assertThat(run.time())
        .hasToString(Instant.ofEpochSecond(Long.parseLong(run.timeText())).toString());
    return List.of(name, run.id(), run.timeText(), run.status(), run.best());
  }
}
