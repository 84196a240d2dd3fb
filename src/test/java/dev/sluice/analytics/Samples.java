package dev.sluice.analytics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.analytics.Analysis.Inputs;
import dev.sluice.analytics.ExperimentAttributes.Better;
import dev.sluice.analytics.accuracy.AccuracyDays;
import dev.sluice.analytics.days.EventTables;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** The sample tables, as items and as a snapshot would give them. */
public final class Samples {
  public static final ObjectMapper JSON = new ObjectMapper();

  private Samples() {}

  /** The log, with these columns for latency: one, or none. */
  public static Dataset<Row> inference(StructType latency) {
    StructType schema = new StructType()
        .add("requestId", DataTypes.StringType)
        .add("timestamp", DataTypes.StringType)
        .add("modelName", DataTypes.StringType)
        .add("modelVersion", DataTypes.StringType)
        .add("subjectId", DataTypes.StringType)
        .add("prediction", DataTypes.StringType)
        .add("confidence", DataTypes.createDecimalType(10, 6))
        .add("errorMessage", DataTypes.StringType);
    for (StructField field : latency.fields()) {
      schema = schema.add(field);
    }
    return Items.table(schema, lines("inference"));
  }

  public static Dataset<Row> inference() {
    return inference(new StructType().add("latencyMs", DataTypes.createDecimalType(12, 3)));
  }

  public static Dataset<Row> feedback() {
    StructType schema = new StructType()
        .add("requestId", DataTypes.StringType)
        .add("label", DataTypes.StringType)
        .add("labeledAt", DataTypes.StringType);
    return Items.table(schema, lines("feedback"));
  }

  public static Dataset<Row> experiments() {
    StructType metrics = new StructType()
        .add("accuracy", DataTypes.createDecimalType(10, 6))
        .add("loss", DataTypes.createDecimalType(10, 6));
    StructType schema = new StructType()
        .add("experiment_id", DataTypes.StringType)
        .add("name", DataTypes.StringType)
        .add("created_at", DataTypes.LongType)
        .add("status", DataTypes.StringType)
        .add("metrics", metrics);
    return Items.table(schema, lines("experiments"));
  }

  /** The file as DuckDB's {@code read_json} takes it. */
  public static String file(String name) {
    try {
      return Path.of(resource(name + ".jsonl.gz").toURI()).toString();
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  public static List<JsonNode> lines(String name) {
    try (InputStream in = new GZIPInputStream(resource(name + ".jsonl.gz").openStream());
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return reader.lines().map(Samples::parse).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many records of each damaged kind there are. */
  public static JsonNode truth() throws IOException {
    return JSON.readTree(resource("truth.json"));
  }

  public static AnalyticsSettings settings(String zone, String date) {
    return new AnalyticsSettings(
        ZoneId.of(zone),
        LocalDate.parse(date),
        null,
        1.0,
        0.99,
        null,
        Map.of(),
        Duration.ofDays(7));
  }

  /** The accuracy of events that have labels. */
  public static AccuracyDays accuracy(EventTables tables, AnalyticsSettings settings) {
    Dataset<Row> states = Objects.requireNonNull(tables.daysRead(settings).accuracy());
    return AccuracyDays.of(states, Kept.ALL, settings, StandingRows.NONE);
  }

  public static Inputs log(Dataset<Row> events) {
    return new Inputs(events, EventAttributes.defaults(), null, null, null, null);
  }

  /** All three tables; labels after this instant do not count, null: all do. */
  public static Inputs all(@Nullable Instant labelsAsOf) {
    return new Inputs(
        inference(),
        EventAttributes.defaults(),
        feedback(),
        new LabelAttributes("requestId", "label", "labeledAt", null, labelsAsOf),
        experiments(),
        experimentAttributes("metrics.accuracy", Better.LARGER));
  }

  public static ExperimentAttributes experimentAttributes(String metric, Better better) {
    return new ExperimentAttributes(
        "experiment_id",
        "name",
        "created_at",
        "status",
        List.of(),
        "completed",
        metric,
        better,
        "config",
        null);
  }

  private static URL resource(String file) {
    return Objects.requireNonNull(Samples.class.getResource("/dev/sluice/demo/" + file), file);
  }

  private static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
