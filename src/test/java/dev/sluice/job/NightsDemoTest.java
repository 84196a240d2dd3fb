package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.analytics.Samples;
import dev.sluice.demo.EmbeddedServers;
import dev.sluice.demo.SampleTables;
import dev.sluice.job.args.Invocation;
import dev.sluice.job.args.RunId;
import dev.sluice.job.args.Verb;
import dev.sluice.table.Clients;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

/** Nights over a part of the sample log, with servers of its own, because it moves their clock. */
@Tag("thorough")
final class NightsDemoTest {
  private static final int NIGHTS = 2;
  private static final int PART = 25;
  private static final LocalDate FIRST_DAY = LocalDate.of(2026, 10, 1);
  private static final LocalDate FIRST_NIGHT = LocalDate.of(2026, 10, 27);

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir
  Path folder;

  @Test
  void nightsTakeWhatChangedAndEndInTheFiguresOfAFullRun() throws IOException {
    JsonNode result = nights();

    List<Set<String>> changed = changed();
    JsonNode nights = result.path("nights");
    JsonNode full = result.path("full");
    assertThat(nights).hasSize(NIGHTS);
    for (int night = 0; night < NIGHTS; night++) {
      JsonNode one = nights.path(night);
      assertThat(one.path("date").asText())
          .isEqualTo(FIRST_NIGHT.plusDays(night).toString());
      assertThat(one.path("changed").asInt()).isEqualTo(changed.get(night).size());
      assertThat(one.path("readUnits").asDouble()).isZero();
      assertThat(one.path("exportBytes").asLong()).isPositive();
      assertThat(one.path("summaryRows").asInt())
          .isPositive()
          .isLessThan(full.path("summaryRows").asInt());
    }
    assertThat(full.path("readUnits").asDouble()).isPositive();
    assertThat(result.path("runId").asText()).isEqualTo("demo-2026-10-28");
    // what has expired is kept in the table, though not in DynamoDB
    assertThat(result.at("/iceberg/kept").asInt()).isPositive();
    assertThat(latency("lake", "demo-2026-10-28"))
        .isEqualTo(latency("full", "demo-full"))
        .hasSizeGreaterThan(100);
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("night", "2026-10-27", "a full run");
  }

  private JsonNode nights() throws IOException {
    TestServers.credentials();
    assertThat(TestSpark.session()).isNotNull();
    Invocation demo = new Invocation(
        Verb.DEMO,
        null,
        List.of(),
        false,
        new RunId("demo"),
        null,
        null,
        false,
        new Invocation.Query(Optional.empty(), Optional.empty(), null, null),
        new Invocation.Demo(false, false, NIGHTS));
    Console console = new Console(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        false,
        InstantSource.system());
    try (EmbeddedServers servers = EmbeddedServers.start();
        StartingSession spark = StartingSession.unless(false);
        S3Client s3 = Clients.s3(servers.settings())) {
      SampleTables.createBucket(s3, DemoSettings.BUCKET);
      Result result = new NightsDemo(
              console, demo, new DemoSettings(servers.settings(), demo, folder), PART)
          .run(spark, servers.exports(), new Outcome("demo", InstantSource.system()));
      console.print(result);
      assertThat(result.exitCode()).as(err::toString).isZero();
      return new ObjectMapper().readTree(result.json().toString());
    }
  }

  /** The ids of the items that each night changed, from the sample's own lines. */
  private static List<Set<String>> changed() {
    Map<String, LocalDate> events = new HashMap<>();
    List<JsonNode> lines = Samples.lines("inference");
    for (int line = 0; line < lines.size(); line += PART) {
      events.put(lines.get(line).path("requestId").asText(), day(lines.get(line), "timestamp"));
    }
    Map<LocalDate, Set<String>> labelled = Samples.lines("feedback").stream()
        .collect(Collectors.groupingBy(
            label -> day(label, "labeledAt"),
            Collectors.mapping(label -> label.path("requestId").asText(), Collectors.toSet())));
    Set<String> gone = new HashSet<>();
    return FIRST_NIGHT
        .datesUntil(FIRST_NIGHT.plusDays(NIGHTS))
        .map(day -> {
          int night = (int) (day.toEpochDay() - FIRST_NIGHT.toEpochDay());
          Set<String> changed = new TreeSet<>(of(events, day));
          labelled.getOrDefault(day, Set.of()).stream()
              .filter(events::containsKey)
              .filter(id -> !events.get(id).isAfter(day) && !gone.contains(id))
              .forEach(changed::add);
          Set<String> deleted = new TreeSet<>(of(events, FIRST_DAY.plusDays(night)));
          of(events, day.minusDays(1)).stream().limit(3).forEach(deleted::add);
          changed.addAll(deleted);
          gone.addAll(deleted);
          return changed;
        })
        .toList();
  }

  private static Set<String> of(Map<String, LocalDate> events, LocalDate day) {
    return events.entrySet().stream()
        .filter(event -> event.getValue().equals(day))
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static LocalDate day(JsonNode line, String attribute) {
    return LocalDate.parse(line.path(attribute).asText().substring(0, 10));
  }

  /** The latency figures of the last days, long after those that have expired. */
  private Set<String> latency(String root, String runId) throws IOException {
    Path file = folder.resolve("nights/" + root + "/figures/" + runId + ".json");
    Set<String> rows = new TreeSet<>();
    new ObjectMapper().readTree(file.toFile()).path("latency").forEach(row -> {
      String label = row.at("/window/label").asText();
      if (label.compareTo(label.contains("W") ? "2026-W43" : "2026-10-20") >= 0) {
        rows.add(row.toString());
      }
    });
    return rows;
  }
}
