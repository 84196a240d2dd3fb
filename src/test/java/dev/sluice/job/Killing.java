package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.testing.CommandLine;
import dev.sluice.testing.DynamoDbReply;
import dev.sluice.testing.DynamoDbRequest;
import dev.sluice.testing.FaultyDynamoDb;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Commands in processes of their own, which the system kills (as by {@code kill -9}) when they have sent so many requests
 * to DynamoDB, or so long after the first; and in this process, undisturbed. Counts what all of them have sent and
 * consumed.
 */
final class Killing implements AutoCloseable {
  private final Path folder;
  private final List<String> sets;
  private final FaultyDynamoDb front = FaultyDynamoDb.start();
  private final DoubleAdder scanUnits = new DoubleAdder();
  private final AtomicInteger requests = new AtomicInteger();

  /**
   * @param folder for the dataset
   * @param sets {@code --set} arguments of all commands
   */
  Killing(Path folder, List<String> sets) {
    this.folder = folder;
    this.sets = new ArrayList<>(sets);
    this.sets.add("aws.region=us-east-1");
    this.sets.add("aws.dynamodb-endpoint=" + front.endpoint());
    this.sets.add("dataset.root=" + folder.toUri());
    front.otherwise(request -> (r, dynamoDb) -> counted(r, dynamoDb));
  }

  /** Read units that scans have consumed since this was asked last. */
  double scanUnits() {
    return scanUnits.sumThenReset();
  }

  /** Requests of all kinds since this was asked last. */
  int requests() {
    return requests.getAndSet(0);
  }

  /**
   * Runs a command until it has sent so many of some requests; then it is dead, unless it has ended by itself.
   *
   * @param which requests count
   * @param at the last one, which is still answered
   */
  void killed(Predicate<DynamoDbRequest> which, int at, String... command)
      throws IOException, InterruptedException {
    CompletableFuture<Process> child = new CompletableFuture<>();
    AtomicInteger sent = new AtomicInteger();
    ends(child, command, request -> {
      if (which.test(request) && sent.incrementAndGet() == at) {
        child.join().destroyForcibly();
      }
    });
  }

  /** Runs a command until so long after its first request; then it is dead, unless it has ended by itself. */
  void killed(Duration after, String... command) throws IOException, InterruptedException {
    CompletableFuture<Process> child = new CompletableFuture<>();
    AtomicInteger sent = new AtomicInteger();
    Executor then = CompletableFuture.delayedExecutor(after.toMillis(), TimeUnit.MILLISECONDS);
    ends(child, command, request -> {
      if (sent.incrementAndGet() == 1) {
        then.execute(() -> child.join().destroyForcibly());
      }
    });
  }

  /** Runs a command in a process of its own to its end: the time from its first request on. */
  Duration lasting(String... command) throws IOException, InterruptedException {
    AtomicLong first = new AtomicLong();
    ends(new CompletableFuture<>(), command, request -> first.compareAndSet(0, System.nanoTime()));
    return Duration.ofNanos(System.nanoTime() - first.get());
  }

  private void ends(
      CompletableFuture<Process> child, String[] command, Consumer<DynamoDbRequest> answered)
      throws IOException, InterruptedException {
    front.otherwise(request -> (r, dynamoDb) -> {
      DynamoDbReply reply = counted(r, dynamoDb);
      answered.accept(r);
      return reply;
    });
    child.complete(start(command));
    assertThat(child.join().waitFor(10, TimeUnit.MINUTES)).isTrue();
    front.otherwise(request -> (r, dynamoDb) -> counted(r, dynamoDb));
    assertThat(child.join().exitValue()).isIn(0, 128 + 9);
  }

  private Process start(String... command) throws IOException {
    List<String> line = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "@" + Path.of("conf/jvm.options").toAbsolutePath(),
        "-Xmx1g",
        "-XX:TieredStopAtLevel=1",
        "-Dsluice.lease=" + System.getProperty("sluice.lease", "PT2M"),
        "-Dspark.master=local[2]",
        "-Daws.accessKeyId=any",
        "-Daws.secretAccessKey=any",
        "-cp",
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
        "dev.sluice.Sluice"));
    line.addAll(arguments(command));
    return new ProcessBuilder(line)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("killed.txt").toFile())
        .start();
  }

  /** Runs a command in this process to its end. */
  JsonNode ended(String... command) throws IOException {
    CommandLine cli = new CommandLine();
    int exitCode = cli.run(arguments(command).toArray(String[]::new));
    assertThat(exitCode).as(cli.err()).isZero();
    return cli.json();
  }

  private List<String> arguments(String... command) {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.add("--json");
    sets.forEach(set -> arguments.addAll(List.of("--set", set)));
    return arguments;
  }

  private DynamoDbReply counted(
      DynamoDbRequest request, Function<DynamoDbRequest, DynamoDbReply> dynamoDb) {
    DynamoDbReply reply = dynamoDb.apply(request);
    requests.incrementAndGet();
    if (request.operation().equals("Scan")) {
      scanUnits.add(reply.body().path("ConsumedCapacity").path("CapacityUnits").asDouble());
    }
    return reply;
  }

  @Override
  public void close() {
    front.close();
  }
}
