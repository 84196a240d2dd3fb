package dev.sluice.job;

import dev.sluice.demo.ExportControl;
import dev.sluice.demo.GrowingTable;
import dev.sluice.failure.ExitCode;
import dev.sluice.job.args.Invocation;
import dev.sluice.job.args.Invocation.Demo;
import dev.sluice.job.args.RunId;
import dev.sluice.job.args.Verb;
import dev.sluice.job.settings.Settings;
import dev.sluice.summary.SummaryTable;
import dev.sluice.table.Clients;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * {@code demo --nights N}: the sample log up to a day is loaded into an Iceberg table; then each night applies what has
 * changed and publishes the figures; at last a run that reads the whole table shows what the nights have saved.
 */
final class NightsDemo {
  private static final double MILLIS = 1000.0;

  private final Console console;
  private final Invocation invocation;
  private final DemoSettings settings;
  private final int part;

  /** @param part 1: the whole sample log; n: every n-th event of it */
  NightsDemo(Console console, Invocation invocation, DemoSettings settings, int part) {
    this.console = console;
    this.invocation = invocation;
    this.settings = settings;
    this.part = part;
  }

  /** Returns the result of the last night, with the costs of all. */
  Result run(StartingSession spark, ExportControl clock, Outcome outcome) {
    clean(settings.nights());
    LocalDate last = DemoSettings.lastDay(invocation);
    LocalDate first = last.minusDays(invocation.demo().nights() - 1L);
    try (DynamoDbClient dynamoDb = Clients.dynamoDb(settings.aws());
        S3Client s3 = Clients.s3(settings.aws())) {
      GrowingTable table = new GrowingTable(dynamoDb, clock, first, part);
      load(table);
      // stays open for all runs
      var unused = spark.reaching(settings.aws());
      ExportedFiles exports = new ExportedFiles(s3, DemoSettings.BUCKET, DemoSettings.EXPORTS);
      exports.delete();
      return new Runs(table, exports, runId()).all(dynamoDb, outcome);
    }
  }

  private void load(GrowingTable table) {
    ProgressMeter progress = console.progress();
    progress.begin("loading the log up to " + table.day(0), "items", 0);
    progress.end(table.load(items -> progress.advance(items, 0)), 0);
  }

  private String runId() {
    RunId given = invocation.runId();
    return given == null
        ? RunId.at(console.clock().instant(), new SplittableRandom()).text()
        : given.text();
  }

  /** Removes what an earlier demo has left: its table was another one. */
  private static void clean(Path folder) {
    if (Files.notExists(folder)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The runs, one after the other. */
  private final class Runs {
    private final GrowingTable table;
    private final ExportedFiles exports;
    private final String runId;
    private final List<NightCost> costs = new ArrayList<>();

    Runs(GrowingTable table, ExportedFiles exports, String runId) {
      this.table = table;
      this.exports = exports;
      this.runId = runId;
    }

    Result all(DynamoDbClient dynamoDb, Outcome outcome) {
      Settings its = settings.night();
      new SummaryTable(dynamoDb, its.summary().table()).createIfMissing();
      console.note("The first load, of a full export:");
      Result result = run("load", table.day(0), its, outcome());
      int nights = invocation.demo().nights();
      for (int night = 1; night <= nights && isDone(result); night++) {
        result = night(night, night == nights ? outcome : outcome());
      }
      return isDone(result) ? compared(outcome) : result;
    }

    private Result night(int night, Outcome outcome) {
      console.note("Night " + night + ", of " + table.day(night) + ":");
      table.pass(night);
      long before = exports.bytes();
      Instant begun = console.clock().instant();
      String day = table.day(night).toString();
      Result result = run(day, table.day(night), settings.night(), outcome);
      double seconds = since(begun);
      costs.add(NightCost.of(day, result.json(), exports.bytes() - before, seconds));
      return result;
    }

    private Result compared(Outcome outcome) {
      console.note("A full run, to compare the nights with:");
      Instant begun = console.clock().instant();
      LocalDate last = table.day(invocation.demo().nights());
      Result result = run("full", last, settings.full(), outcome());
      if (!isDone(result)) {
        return result;
      }
      NightCost full = NightCost.of(last.toString(), result.json(), 0, since(begun));
      outcome.field("nights", costs);
      outcome.field("full", full);
      outcome.line("");
      outcome.block(NightCost.table(costs, full).stripTrailing());
      return outcome.result();
    }

    private Result run(String name, LocalDate date, Settings its, Outcome outcome) {
      Invocation run = new Invocation(
          Verb.RUN,
          invocation.config(),
          invocation.sets(),
          invocation.json(),
          new RunId(runId + "-" + name),
          date,
          null,
          false,
          invocation.query(),
          Demo.PLAIN);
      return new Pipeline(console, run, its).run(outcome);
    }

    private Outcome outcome() {
      return new Outcome(Verb.DEMO.word(), console.clock());
    }

    private double since(Instant begun) {
      return Duration.between(begun, console.clock().instant()).toMillis() / MILLIS;
    }

    private static boolean isDone(Result result) {
      return result.exitCode() == ExitCode.DONE.code();
    }
  }
}
