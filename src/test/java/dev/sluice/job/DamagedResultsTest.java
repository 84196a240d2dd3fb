package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dataset.DamagedDocument;
import dev.sluice.summary.SummaryTable;
import dev.sluice.testing.CommandLine;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Figures, numbers and results that somebody has changed: a command goes on, or says which document it is, and is no fault. */
final class DamagedResultsTest {
  private static final String SUMMARY = TestServers.table("damaged-summary");
  private static final String EVENTS = TestServers.table("damaged-events");

  private final CommandLine cli = new CommandLine();

  @TempDir
  Path folder;

  @BeforeEach
  void start() {
    TestSpark.session();
    new SummaryTable(TestServers.dynamoDb(), SUMMARY).createIfMissing();
    TestServers.createTable(EVENTS);
    for (int i = 0; i < 20; i++) {
      Map<String, AttributeValue> item = Map.of(
          "id", AttributeValue.fromS("e-" + i),
          "modelName", AttributeValue.fromS("fraud"),
          "timestamp", AttributeValue.fromS("2026-10-1" + i % 10 + "T10:00:00Z"),
          "prediction", AttributeValue.fromS(i % 3 == 0 ? "yes" : "no"),
          "label", AttributeValue.fromS("yes"),
          "latencyMs", AttributeValue.fromN(Integer.toString(20 + i)));
      TestServers.dynamoDb().putItem(p -> p.tableName(EVENTS).item(item));
    }
  }

  @Tag("thorough")
  @Test
  void aCommandSaysWhichDocumentItIs() throws IOException {
    damage(12);
  }

  @Test
  @Tag("long")
  void soItDoesOfManyMore() throws IOException {
    damage(400);
  }

  private void damage(int rounds) throws IOException {
    assertThat(sluice("run")).as(cli.err()).isZero();
    Random random = new Random(20261019);
    Map<String, byte[]> sound = documents();
    int refused = 0;
    for (int round = 0; round < rounds; round++) {
      String document = List.copyOf(sound.keySet()).get(random.nextInt(sound.size()));
      byte[] damaged = new DamagedDocument(random).of(sound.get(document));
      Files.write(folder.resolve(document), damaged);
      String command = document.contains("figures") ? "publish" : "run";
      int code = sluice(command);
      String as = command + ": " + document + " = " + new String(damaged, StandardCharsets.UTF_8)
          + ": " + cli;
      assertThat(Set.of(0, 2, 3, 4)).as(as).contains(code);
      if (code == 3) {
        refused++;
        assertThat(cli.json().path("error").path("message").asText()).as(as).contains(document);
      }
      remove(sound.keySet());
      for (Map.Entry<String, byte[]> file : sound.entrySet()) {
        Files.write(folder.resolve(file.getKey()), file.getValue());
      }
    }
    assertThat(refused).isPositive();
  }

  private Map<String, byte[]> documents() throws IOException {
    Map<String, byte[]> documents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).toList()) {
        String name = folder.relativize(file).toString();
        if (name.startsWith("figures/")
            || name.contains("/numbers/")
            || name.startsWith("runs/r/run-")) {
          documents.put(name, Files.readAllBytes(file));
        }
      }
    }
    assertThat(documents).hasSize(3);
    return documents;
  }

  /** What damaged commands have stored beside. */
  private void remove(Set<String> sound) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).toList()) {
        String name = folder.relativize(file).toString();
        boolean made = name.startsWith("figures/")
            || name.contains("/numbers/")
            || name.matches("runs/r/(run|publish)-.*");
        if (made && !sound.contains(name)) {
          Files.delete(file);
        }
      }
    }
  }

  private int sluice(String command) {
    return cli.run(
        List.of(command, "--json", "--run-id", "r", "--date", "2026-10-19"),
        List.of(
            "aws.region=us-east-1",
            "aws.dynamodb-endpoint=" + TestServers.dynamoDbEndpoint(),
            "dataset.root=" + folder.toUri(),
            "source.table=" + EVENTS,
            "events.id=id",
            "labels.label=label",
            "summary.table=" + SUMMARY));
  }
}
