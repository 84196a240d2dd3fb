package dev.sluice.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.analytics.Analysis.Inputs;
import dev.sluice.analytics.LatencyFigures.Excluded;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Durations of jobs that hold when they began and ended. */
class ElapsedTest {
  private static final StructType JOB = new StructType()
      .add("jobId", DataTypes.StringType)
      .add("jobType", DataTypes.StringType)
      .add("status", DataTypes.StringType)
      .add("leftAt", DataTypes.StringType)
      .add("durationMs", DataTypes.LongType);

  private static EventAttributes names(@Nullable String start, @Nullable String end) {
    return new EventAttributes(
        "jobId",
        "leftAt",
        "jobType",
        "status",
        "p",
        "c",
        "durationMs",
        start,
        end,
        "error",
        null,
        null);
  }

  private static List<LatencyFigures> figures(Dataset<Row> jobs, EventAttributes names) {
    return new Analysis(
            "run", Instant.parse("2026-11-01T00:00:00Z"), Samples.settings("UTC", "2026-10-31"))
        .figures(new Inputs(jobs, names, null, null, null, null))
        .latency();
  }

  /** The sample jobs, with the time of entering a status beside that of leaving it, written in three ways. */
  @Test
  void areThoseThatTheJobsSayThemselves() {
    List<JsonNode> jobs = Samples.lines("jobs");
    for (int i = 0; i < jobs.size(); i++) {
      ObjectNode job = (ObjectNode) jobs.get(i);
      Instant entered = Instant.parse(job.get("leftAt").asText())
          .minusMillis(job.get("durationMs").asLong());
      switch (i % 3) {
        case 0 -> job.put("enteredAt", entered.toEpochMilli());
        case 1 -> job.put("enteredAt", entered.toString());
        default ->
          job.put("enteredAt", LocalDateTime.ofInstant(entered, ZoneOffset.UTC).toString());
      }
    }
    Dataset<Row> table = Items.table(JOB, jobs);
    assertThat(figures(table, names("enteredAt", "leftAt")))
        .isNotEmpty()
        .isEqualTo(figures(table, names(null, null)));
  }

  @Test
  void whatIsNoDurationIsCountedByItsReason() {
    String job = "{\"jobType\":\"train\",\"leftAt\":\"2026-10-19T10:00:00.5Z\"%s}";
    Dataset<Row> table = Items.table(
        JOB,
        job.formatted(""),
        job.formatted(",\"enteredAt\":null"),
        job.formatted(",\"enteredAt\":\"yesterday\""),
        job.formatted(",\"enteredAt\":1e300"),
        job.formatted(",\"enteredAt\":\"2026-10-19T10:00:01Z\""),
        job.formatted(",\"enteredAt\":\"2026-10-19T10:00:00.499999999Z\""));
    LatencyFigures row = figures(table, names("enteredAt", "leftAt")).get(0);
    assertThat(row.requests()).isEqualTo(6);
    assertThat(row.count()).isEqualTo(1);
    assertThat(row.value(LatencyStatistic.MAX)).isEqualTo(0.000001);
    assertThat(row.numericStrings()).isZero();
    assertThat(row.excluded()).isEqualTo(new Excluded(1, 1, 2, 0, 1));
  }

  @Test
  void aClockChangeLengthensNothing() {
    Row elapsed = new Elapsed(new EventTime(ZoneId.of("Europe/Berlin")))
        .between("S", "2026-03-29T01:30:00", "S", "2026-03-29T03:30:00");
    assertThat(Objects.requireNonNull(elapsed).getString(1)).isEqualTo("3600000");
  }
}
