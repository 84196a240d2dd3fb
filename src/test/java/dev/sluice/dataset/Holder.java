package dev.sluice.dataset;

import dev.sluice.dataset.export.TableRead;
import dev.sluice.dataset.run.Manifest;
import dev.sluice.dataset.run.Role;
import dev.sluice.dataset.store.Json;
import dev.sluice.dataset.store.Root;
import dev.sluice.dataset.store.StoreAccess;
import dev.sluice.dataset.view.View;
import dev.sluice.failure.SluiceException;
import dev.sluice.item.Sha256;
import dev.sluice.table.AwsSettings;
import dev.sluice.testing.SampleReads;
import dev.sluice.testing.TestSpark;
import dev.sluice.training.SampleTraining;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A process of its own that exports a table and can be suspended at one of its requests to the store: all of its threads, as
 * a container is. It makes one export after the other, as it is told.
 */
final class Holder implements AutoCloseable {
  static final String RUN = "run";

  /** How long nothing of a run has changed before retention takes it. */
  static final Duration QUIET = Duration.ofSeconds(2);

  private static final String WAITS = "HOLDER waits";
  private static final String ENDED = "HOLDER ended ";

  /** What holders have to say. */
  private static final File LOG = Path.of("target", "holders.txt").toFile();

  private final Process process;
  private final BufferedReader said;
  private final PrintStream told;
  private CompletableFuture<String> line = new CompletableFuture<>();
  private boolean suspended;
  private int seen;

  private Holder(Process process) {
    this.process = process;
    this.said = process.inputReader(StandardCharsets.UTF_8);
    this.told = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
  }

  /** Starts the process. */
  static Holder start(AwsSettings aws, String table) throws IOException {
    List<String> opens =
        java.lang.management.ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(argument -> argument.startsWith("--add-opens") || argument.contains("-opens="))
            .toList();
    List<String> command = new java.util.ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(opens);
    command.addAll(List.of(
        "-Xmx768m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-XX:ReservedCodeCacheSize=240m",
        "-Daws.accessKeyId=tests",
        "-Daws.secretAccessKey=tests",
        "-Daws.region=us-east-1",
        "-cp",
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
        Holder.class.getName(),
        String.valueOf(aws.dynamoDbEndpoint()),
        String.valueOf(aws.s3Endpoint()),
        table));
    return new Holder(new ProcessBuilder(command)
        .redirectError(ProcessBuilder.Redirect.appendTo(LOG))
        .start());
  }

  /** Begins an export, which waits at its moment if that is one of its requests to the store of a folder. */
  void begin(Task task) {
    told.println(task.line());
    line = CompletableFuture.supplyAsync(this::next);
  }

  /** Whether it waits at its moment; false: it has ended. */
  boolean waits() {
    return line.join().equals(WAITS);
  }

  /** Completed once it waits at its moment or has ended. */
  CompletableFuture<String> line() {
    return line;
  }

  /** Stops all of its threads. */
  void suspend() {
    signal("STOP");
    suspended = true;
  }

  /** Lets its threads go on. */
  void wake() {
    if (suspended) {
      signal("CONT");
      suspended = false;
    }
  }

  /** How the export has come to its end: the manifest's digest, or why there is none. It is woken first. */
  String end() {
    wake();
    if (line.join().equals(WAITS)) {
      told.println("go");
      line = CompletableFuture.supplyAsync(this::next);
    }
    String ended = line.orTimeout(5, TimeUnit.MINUTES).join().substring(ENDED.length());
    int word = ended.indexOf(' ');
    seen = Integer.parseInt(ended.substring(0, word));
    return ended.substring(word + 1);
  }

  /** How many requests to its store the last export has made, but for its lease. */
  int seen() {
    return seen;
  }

  private String next() {
    try {
      for (String word = said.readLine(); word != null; word = said.readLine()) {
        if (word.startsWith("HOLDER ")) {
          return word;
        }
      }
      throw new IOException("the holder has died");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void signal(String name) {
    try {
      Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
      if (!kill.waitFor(10, TimeUnit.SECONDS) || kill.exitValue() != 0) {
        throw new IllegalStateException("cannot send " + name);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while sending " + name, e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /**
   * An export.
   *
   * @param keep how many snapshots stay; 0: all, and a training view is made
   */
  record Task(URI root, String run, Moment moment, int segments, int keep) {
    /** With a training view. */
    static Task of(URI root, Moment moment, int segments) {
      return new Task(root, RUN, moment, segments, 0);
    }

    private String line() {
      return String.join(" ", root.toString(), run, "" + segments, "" + keep, moment.line());
    }

    private static Task of(String line) {
      String[] words = line.split(" ", 5);
      return new Task(
          URI.create(words[0]),
          words[1],
          Moment.of(words[4]),
          Integer.parseInt(words[2]),
          Integer.parseInt(words[3]));
    }

    DatasetSettings settings() {
      return keep == 0 ? SampleExport.impatient(root) : SampleExport.impatient(root, keep, QUIET);
    }

    View view() {
      return keep == 0 ? SampleTraining.codes("id", "size", "plan") : View.NONE;
    }
  }

  /** The export of a holder, wherever it runs. */
  static Manifest export(Task task, StoreAccess access, AwsSettings aws, String table) {
    Map<String, String> options = Map.of(
        "endpoint", String.valueOf(aws.dynamoDbEndpoint()),
        "region", "us-east-1",
        "segments", Integer.toString(task.segments()));
    TableRead read = new TableRead(
        SampleReads.settings(table, options), Role.SOURCE, List.of(), null, true, 0, List.of());
    Snapshots snapshots =
        new Snapshots(TestSpark.session(), task.settings(), access, Clock.systemUTC());
    return SampleExport.export(snapshots, task.run(), "settings", task.view(), read)
        .manifest();
  }

  static String digest(Manifest manifest) {
    return Sha256.of(Json.write(manifest));
  }

  /** The process: a line for each export. */
  public static void main(String[] args) throws IOException {
    AwsSettings aws = new AwsSettings("us-east-1", URI.create(args[0]), URI.create(args[1]), null);
    TestSpark.withS3(URI.create(args[1]));
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      Task task = Task.of(line);
      Moment moment = task.root().getScheme().equals("file") ? task.moment() : Moment.NEVER;
      WatchedStore store =
          new WatchedStore(StoreAccess.to(new Root(task.root()), aws), moment, () -> waitToGo(in));
      String outcome = outcome(task, store, aws, args[2]);
      System.out.println(ENDED + store.requests().size() + " " + outcome);
    }
  }

  private static String outcome(Task task, WatchedStore store, AwsSettings aws, String table) {
    try {
      return digest(export(task, store.access(), aws, table));
    } catch (SluiceException e) {
      return e.exitCode() + ": " + e.problem().replace('\n', ' ');
    } catch (Throwable e) {
      // Spark throws checked exceptions undeclared
      e.printStackTrace();
      return e.toString().replace('\n', ' ');
    }
  }

  /** In this thread; whoever reads this may stop all the others too. */
  private static void waitToGo(BufferedReader in) {
    System.out.println(WAITS);
    try {
      if (!"go".equals(in.readLine())) {
        throw new IllegalStateException("nobody lets it go on");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
