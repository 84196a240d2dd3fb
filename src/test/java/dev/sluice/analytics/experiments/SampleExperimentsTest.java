package dev.sluice.analytics.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analytics.ExperimentAttributes.Better;
import dev.sluice.analytics.ExperimentFigures;
import dev.sluice.analytics.ExperimentFigures.Run;
import dev.sluice.analytics.Oracle;
import dev.sluice.analytics.Samples;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
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
        + " (item->>'$.metrics.accuracy')::DOUBLE AS accuracy,"
        + " (item->>'$.metrics.loss')::DOUBLE AS loss FROM experiments");
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
            + ", created, id) FILTER (" + done + "), first(" + column + " ORDER BY " + column + " "
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
