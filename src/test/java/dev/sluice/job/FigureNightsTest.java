package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.export.ChangeExportWriter;
import dev.sluice.export.ExportWriter;
import dev.sluice.export.WrittenChange;
import dev.sluice.source.ChangedTable;
import dev.sluice.testing.CommandLine;
import dev.sluice.testing.LongTest;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Figures of a table in Iceberg after nights of random changes: they are those of files of all items at that time, and each
 * night computes only the days that have changed.
 */
final class FigureNightsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant BEGIN = Instant.parse("2026-11-20T01:00:00Z");
  private static final LocalDate DATE = LocalDate.parse("2026-11-19");
  private static final int DAYS = 50;

  private static String table = "";

  private final CommandLine cli = new CommandLine();

  @TempDir
  Path folder;

  @BeforeAll
  static void create() {
    assertThat(TestSpark.session()).isNotNull();
    table = TestServers.table("dated-log");
    TestServers.createTable(table);
  }

  @Test
  @Tag("long")
  void nightsOfVeryManySeeds() throws IOException {
    long first = LongTest.seed(1_000);
    int number = LongTest.size("figures", 200, 3);
    for (long seed = first; seed < first + number; seed++) {
      new Nights(folder.resolve("seed" + seed), seed).follow(4);
    }
  }

  @Test
  @Tag("thorough")
  void aNightReadsTheDaysThatHaveChanged() throws Exception {
    Nights nights = new Nights(folder, 3);
    for (int day = 0; day < DAYS; day++) {
      for (int i = 0; i < 60; i++) {
        nights.put(-1, day);
      }
    }
    nights.night("r0", nights.full(0));
    for (int i = 0; i < 5; i++) {
      nights.put(0, 7);
    }

    AtomicLong read = new AtomicLong();
    SparkListener listener = new SparkListener() {
      @Override
      public void onTaskEnd(SparkListenerTaskEnd end) {
        read.addAndGet(end.taskMetrics().inputMetrics().recordsRead());
      }
    };
    TestSpark.session().sparkContext().addSparkListener(listener);
    try {
      nights.night("r1", nights.changes(1));
      TestSpark.session().sparkContext().listenerBus().waitUntilEmpty();
    } finally {
      TestSpark.session().sparkContext().removeSparkListener(listener);
    }

    assertThat(nights.computed("r1")).containsExactly(nights.day(7).toString());
    // the keys of the day to merge with, its rows to merge, twice those to compute, and states of
    // one row for each day
    assertThat(read.get()).isBetween(2L * 65, 9L * 65 + 4L * DAYS);
  }

  @Test
  @Tag("thorough")
  void lateLabelsOfATableOfTheirOwn() throws IOException {
    String labels = TestServers.table("late-labels");
    TestServers.createTable(labels);
    Nights nights = new Nights(folder, 3);
    nights.settings.addAll(List.of("labels.table=" + labels, "labels.id=id"));
    for (int i = 0; i < 100; i++) {
      nights.put(-1, i % 20);
    }
    label(labels, "i3", "class0");
    nights.night("r0", nights.full(0));
    // events of one day each, and of no day at all
    label(labels, "i3", "class1");
    label(labels, "i47", "class1");
    label(labels, "nobody", "class1");
    String full = nights.full(1);

    nights.night("r1", nights.changes(1));

    assertThat(nights.computed("r1"))
        .containsExactly(nights.day(7).toString(), nights.day(3).toString());
    nights.check("r1", full);
  }

  private static void label(String labels, String id, String label) {
    TestServers.dynamoDb().putItem(request -> request
        .tableName(labels)
        .item(Map.of(
            "id", text(id), "label", text(label), "labeledAt", text("2026-11-20T00:00:00Z"))));
  }

  /** A table, and what becomes of it. */
  private final class Nights {
    private final Path place;
    private final long seed;
    private final Random random;
    private final ChangedTable items = new ChangedTable();
    private final List<String> settings;
    private long clock;

    Nights(Path place, long seed) {
      this.place = place;
      this.seed = seed;
      this.random = new Random(seed);
      this.settings = new ArrayList<>(List.of(
          "events.id=id",
          "labels.label=label",
          "labels.time=labeledAt",
          "analytics.slo.latency-ms=50"));
      if (seed % 3 > 0) {
        settings.add("analytics.look-back=" + (seed % 3 == 1 ? 9 : 30) + " days");
      }
    }

    private Instant at(long hours) {
      return BEGIN.plus(hours, ChronoUnit.HOURS);
    }

    private long micros(long hours) {
      return ChronoUnit.MICROS.between(Instant.EPOCH, at(hours));
    }

    void follow(int nights) throws IOException {
      Files.createDirectories(place);
      for (int i = 0; i < 400; i++) {
        put(-1);
      }
      String full = full(0);
      night("r0", full);
      check("r0", full);
      for (int night = 1; night <= nights; night++) {
        int writes = random.nextInt(30);
        for (int i = 0; i < writes; i++) {
          write(night);
        }
        night("r" + night, changes(night));
        check("r" + night, full(night));
        checkComputed("r" + night, items.changes(micros(night - 1), micros(night)));
      }
    }

    private String changes(int night) {
      return ChangeExportWriter.of(table, items.changes(micros(night - 1), micros(night)))
          .window(at(night - 1).toString(), at(night).toString())
          .id("01800000000000-%08x".formatted(seed * 100 + night))
          .write()
          .in(place)
          .toString();
    }

    private String full(int hours) {
      return ExportWriter.of(table, List.copyOf(items.before(micros(hours)).values()))
          .at(at(hours).toString())
          .id("01700000000000-%08x".formatted(seed * 100 + hours))
          .write()
          .in(place)
          .toString();
    }

    /** Late items, late labels, changes of the day, and deletions, of single items and of whole days. */
    private void write(int night) {
      // every other night changes days of which earlier ones rest on none
      int reach = night % 2 == 0 ? DAYS : 12;
      Map<String, Map<String, AttributeValue>> all = items.before(micros(night) - 1);
      List<String> ids = new TreeSet<>(all.keySet())
          .stream()
              .filter(id -> dayOf(all.get(id)).compareTo(day(reach).toString()) > 0)
              .toList();
      String some = ids.get(random.nextInt(ids.size()));
      Map<String, AttributeValue> item = new HashMap<>(all.get(some));
      long time = micros(night - 1) + clock++ % 3_000_000_000L;
      switch (random.nextInt(5)) {
        case 0 -> items.remove(time, some);
        case 1 -> {
          item.put("label", text("class" + random.nextInt(3)));
          item.put("labeledAt", text(at(night - 1).toString()));
          items.put(time, item);
        }
        case 2 -> {
          item.put("timestamp", text(day(random.nextInt(reach)) + "T12:00:00Z"));
          items.put(time, item);
        }
        default -> items.put(time, item("n" + clock, reach));
      }
    }

    private void put(int night) {
      items.put(micros(night) + clock++, item("i" + clock, DAYS));
    }

    /** Writes an item of one hour of a day. */
    private void put(int night, int back) {
      Map<String, AttributeValue> item = item("i" + clock, DAYS);
      item.put("timestamp", text(day(back) + "T10:00:00Z"));
      item.put("modelName", text("m"));
      item.put("modelVersion", text("v"));
      item.remove("expires");
      items.put(micros(night) + clock++, item);
    }

    private Map<String, AttributeValue> item(String id, int reach) {
      Map<String, AttributeValue> item = new HashMap<>();
      item.put("id", text(id));
      switch (random.nextInt(20)) {
        case 0 -> {}
        case 1 -> item.put("timestamp", text("some day"));
        default ->
          item.put(
              "timestamp",
              text(day(random.nextInt(reach)) + "T%02d:30:00Z".formatted(random.nextInt(24))));
      }
      if (random.nextInt(30) > 0) {
        item.put("modelName", text("m" + random.nextInt(2)));
      }
      item.put("modelVersion", text("v" + random.nextInt(2)));
      item.put("prediction", text("class" + random.nextInt(3)));
      item.put("confidence", number("0." + random.nextInt(100)));
      item.put(
          "latencyMs",
          random.nextInt(9) == 0
              ? text("" + random.nextInt(99))
              : number(random.nextInt(900) + ".25"));
      if (random.nextInt(3) > 0) {
        item.put("label", text("class" + random.nextInt(3)));
        item.put("labeledAt", text(at(-random.nextInt(900)).toString()));
      }
      if (random.nextInt(9) == 0) {
        item.put("errorMessage", text("failed"));
      }
      if (random.nextInt(8) == 0) {
        // runs begin an hour and a half after each other's tables
        item.put("expires", number("" + at(random.nextInt(6) - 1).getEpochSecond()));
      }
      return item;
    }

    private LocalDate day(int back) {
      return DATE.plusDays(1).minusDays(back);
    }

    private static LocalDate date(String id) {
      return DATE.plusDays(Integer.parseInt(id.substring(1)) / 2);
    }

    private void night(String id, String export) throws IOException {
      begin("lake", id);
      assertThat(run("lake", "export", id, export, "dataset.format=iceberg"))
          .as("seed %d: %s", seed, cli)
          .isZero();
      assertThat(run("lake", "analyze", id, export, "dataset.format=iceberg"))
          .as("seed %d: %s", seed, cli)
          .isZero();
    }

    /** Compares figures with those of a snapshot in files, in a root of its own. */
    private void check(String id, String full) throws IOException {
      String root = "files-" + id;
      begin(root, id);
      assertThat(run(root, "export", id, full)).as("seed %d: %s", seed, cli).isZero();
      assertThat(run(root, "analyze", id, full)).as("seed %d: %s", seed, cli).isZero();
      assertThat(figures("lake", id)).as("seed %d, %s", seed, id).isEqualTo(figures(root, id));
    }

    private JsonNode figures(String root, String id) throws IOException {
      return JSON.readTree(place.resolve(root + "/figures/" + id + ".json").toFile());
    }

    /** Compares the days that were computed with those of the changed items. */
    private void checkComputed(String id, List<WrittenChange> changes) throws IOException {
      Set<String> changed = new TreeSet<>();
      changes.forEach(change ->
          Stream.of(change.newImage(), change.oldImage()).forEach(image -> add(image, changed)));
      Set<String> computed = computed(id);
      computed.removeAll(changed);
      computed.removeAll(expired(id));
      // whose windows are due from this run on
      computed.remove(date(id).toString());
      assertThat(computed).as("computed by %s of seed %d", id, seed).isEmpty();
    }

    /** Returns the days whose states a run has computed; those of items without a day as an empty text. */
    private Set<String> computed(String id) throws IOException {
      Set<String> days = new TreeSet<>();
      Path document = place.resolve("lake/figures/" + id + "/days.json");
      for (JsonNode day : JSON.readTree(document.toFile()).path("days")) {
        if (id.equals(day.path("states").asText())) {
          days.add(day.path("day").asText());
        }
      }
      return days;
    }

    /** Returns the days of items that expired between the run before and this one. */
    private Set<String> expired(String id) {
      int night = Integer.parseInt(id.substring(1));
      Set<String> days = new TreeSet<>();
      items.before(micros(night)).values().stream()
          .filter(item -> item.containsKey("expires"))
          .filter(item -> {
            Instant at =
                Instant.ofEpochSecond(Long.parseLong(item.get("expires").n()));
            return at.isAfter(started(night - 1)) && !at.isAfter(started(night));
          })
          .forEach(item -> add(item, days));
      return days;
    }

    private Instant started(int night) {
      return at(night).plus(30, ChronoUnit.MINUTES);
    }

    private void add(@Nullable Map<String, AttributeValue> item, Set<String> days) {
      if (item != null) {
        days.add(dayOf(item));
      }
    }

    /** Returns the day of an item; an empty text if it has none. */
    private String dayOf(Map<String, AttributeValue> item) {
      AttributeValue time = item.get("timestamp");
      return time == null || time.s().startsWith("some") ? "" : time.s().substring(0, 10);
    }

    /** Sets the instant by which a run's items count as expired. */
    private void begin(String root, String id) throws IOException {
      Path runs = Files.createDirectories(place.resolve(root + "/runs/" + id));
      Instant started = started(Integer.parseInt(id.substring(1)));
      Files.writeString(
          runs.resolve("begun.json"),
          "{\"format\": 1, \"date\": \"%s\", \"firstStarted\": \"%s\"}"
              .formatted(date(id), started));
    }

    private int run(String root, String command, String id, String export, String... sets) {
      List<String> all = new ArrayList<>(settings);
      all.addAll(List.of(
          "aws.region=us-east-1",
          "aws.dynamodb-endpoint=" + TestServers.dynamoDbEndpoint(),
          "source.table=" + table,
          "source.kind=export",
          "source.ttl-attribute=expires",
          "source.export-path=" + export,
          "dataset.root=" + place.resolve(root).toUri()));
      all.addAll(List.of(sets));
      return cli.run(List.of(command, "--json", "--run-id", id), all);
    }
  }

  private static AttributeValue text(String value) {
    return AttributeValue.fromS(value);
  }

  private static AttributeValue number(String value) {
    return AttributeValue.fromN(value);
  }
}
