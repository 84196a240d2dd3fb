package dev.sluice.dataset;

import dev.sluice.TestSpark;
import dev.sluice.dataset.store.Json;
import dev.sluice.dataset.store.Root;
import dev.sluice.dataset.store.Sha256;
import dev.sluice.dataset.store.StoreAccess;
import dev.sluice.failure.SluiceException;
import dev.sluice.table.AwsSettings;
import dev.sluice.training.SampleTraining;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A process of its own that exports a table under one run id, and can be suspended at one of its requests to the store: all of
 * its threads, as a container is. It makes one export after the other, as it is told.
 */
final class Holder implements AutoCloseable {
  static final String RUN = "run";

  private static final String SUSPENDED = "HOLDER suspended";
  private static final String ENDED = "HOLDER ended ";

  private final Process process;
  private final BufferedReader said;
  private final PrintStream told;

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
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start());
  }

  /** Begins an export; suspended at that request, if it comes to it. True: it is suspended; false: it has ended. */
  boolean suspendedAt(URI root, int moment, boolean after, int segments) throws Exception {
    told.println(root + " " + moment + " " + after + " " + segments);
    String line = next();
    if (!line.equals(SUSPENDED)) {
      ended = Optional.of(line);
      return false;
    }
    signal("STOP");
    return true;
  }

  private Optional<String> ended = Optional.empty();

  /** How the export came to its end: the manifest's digest, or why there is none. It is woken if it was suspended. */
  String end() throws Exception {
    if (ended.isEmpty()) {
      signal("CONT");
      told.println("go");
    }
    String line = ended.isEmpty() ? next() : ended.get();
    ended = Optional.empty();
    return line.substring(ENDED.length());
  }

  private String next() throws IOException {
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      if (line.startsWith("HOLDER ")) {
        return line;
      }
    }
    throw new IOException("the holder has died");
  }

  private void signal(String name) throws Exception {
    Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
    if (!kill.waitFor(10, TimeUnit.SECONDS) || kill.exitValue() != 0) {
      throw new IOException("cannot send " + name);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** The export of a holder, wherever it runs. */
  static Manifest export(
      URI root, StoreAccess access, AwsSettings aws, String table, int segments) {
    Map<String, String> options = Map.of(
        "endpoint", String.valueOf(aws.dynamoDbEndpoint()),
        "region", "us-east-1",
        "segments", Integer.toString(segments));
    TableRead read = new TableRead(table, Role.SOURCE, options, List.of(), null, true, 0);
    Snapshots snapshots =
        new Snapshots(TestSpark.session(), SampleExport.impatient(root), access, Clock.systemUTC());
    return SampleExport.export(
            snapshots, RUN, "settings", SampleTraining.codes("id", "size", "plan"), read)
        .manifest();
  }

  static String digest(Manifest manifest) {
    return Sha256.of(Json.write(manifest));
  }

  /** The process: a line for each export, {@code root moment after segments}. */
  public static void main(String[] args) throws IOException {
    AwsSettings aws = new AwsSettings("us-east-1", URI.create(args[0]), URI.create(args[1]), null);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] words = line.split(" ", -1);
      URI root = URI.create(words[0]);
      WatchedStore store = new WatchedStore(
          StoreAccess.to(new Root(root), aws),
          Integer.parseInt(words[1]),
          Boolean.parseBoolean(words[2]),
          () -> suspend(in));
      System.out.println(ENDED + outcome(root, store, aws, args[2], Integer.parseInt(words[3])));
    }
  }

  private static String outcome(
      URI root, WatchedStore store, AwsSettings aws, String table, int segments) {
    try {
      Manifest manifest = export(root, store.access(), aws, table, segments);
      return digest(manifest);
    } catch (SluiceException e) {
      return e.exitCode() + ": " + e.problem().replace('\n', ' ');
    } catch (RuntimeException | Error e) {
      e.printStackTrace();
      return e.toString().replace('\n', ' ');
    }
  }

  /** Waits in this thread; whoever reads this stops all the others too. */
  private static void suspend(BufferedReader in) {
    System.out.println(SUSPENDED);
    try {
      if (!"go".equals(in.readLine())) {
        throw new IllegalStateException("nobody wakes it");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
