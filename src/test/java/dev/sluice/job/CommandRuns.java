package dev.sluice.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.job.settings.ConfigErrors;
import dev.sluice.job.settings.Settings;
import dev.sluice.job.settings.SettingsReader;
import dev.sluice.testing.TestSpark;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Commands over one root, with the settings that all of them have. */
final class CommandRuns {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Path root;
  private final List<String> sets;

  CommandRuns(Path root, List<String> sets) {
    this.root = root;
    this.sets = List.copyOf(sets);
  }

  /** @param more settings, and options */
  int run(String command, String id, String... more) {
    List<String> arguments = new ArrayList<>(List.of(command, "--json", "--run-id", id));
    List<String> all = new ArrayList<>(sets);
    all.add("dataset.root=" + root.toUri());
    for (String one : more) {
      (one.startsWith("--") ? arguments : all).add(one);
    }
    all.forEach(set -> arguments.addAll(List.of("--set", set)));
    out.reset();
    err.reset();
    return new Cli(stream(out), stream(err), InstantSource.system())
        .run(arguments.toArray(String[]::new));
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  /** Returns what the last command has told. */
  String told() {
    return err.toString(StandardCharsets.UTF_8);
  }

  /** Returns the object that the last command has printed. */
  JsonNode json() {
    return read(out.toByteArray());
  }

  private static JsonNode read(byte[] json) {
    try {
      return new ObjectMapper().readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the entry of a table in a run's manifest. */
  JsonNode entry(String id, String table) {
    return document("snapshots/" + id + "/manifest.json").path("tables").path(table);
  }

  private JsonNode document(String path) {
    try {
      return read(Files.readAllBytes(root.resolve(path)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the figures of a run. */
  JsonNode figures(String id) {
    try (Stream<Path> files = Files.walk(root.resolve("figures"))) {
      return document(root.relativize(files
              .filter(file -> file.getFileName().toString().startsWith(id + "."))
              .findFirst()
              .orElseThrow())
          .toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes a run back to before its manifest. */
  void unfinish(String id) throws IOException {
    try (Stream<Path> results = Files.list(root.resolve("runs/" + id))) {
      for (Path result : results
          .filter(file -> file.getFileName().toString().startsWith("export-"))
          .toList()) {
        Files.delete(result);
      }
    }
    Files.delete(root.resolve("snapshots/" + id + "/manifest.json"));
    Files.delete(root.resolve("snapshots/" + id + "/schema.json"));
  }

  /** Returns the rows of a table in the snapshot of a run. */
  Dataset<Row> rows(String id, String table) {
    JsonNode iceberg = entry(id, table).path("iceberg");
    return configured(iceberg)
        .table(name(iceberg) + ".snapshot_id_" + iceberg.path("snapshotId").asText());
  }

  /** Returns the name of a table that a run has named, in a catalog that is configured. */
  String name(String id, String table) {
    JsonNode iceberg = entry(id, table).path("iceberg");
    configured(iceberg);
    return name(iceberg);
  }

  private static String name(JsonNode iceberg) {
    return String.join(
        ".",
        iceberg.path("catalog").asText(),
        iceberg.path("namespace").asText(),
        iceberg.path("table").asText());
  }

  private static SparkSession configured(JsonNode iceberg) {
    SparkSession spark = TestSpark.session();
    String catalog = "spark.sql.catalog." + iceberg.path("catalog").asText();
    spark.conf().set(catalog, "org.apache.iceberg.spark.SparkCatalog");
    spark.conf().set(catalog + ".type", "hadoop");
    spark.conf().set(catalog + ".warehouse", iceberg.path("warehouse").asText());
    spark.conf().set(catalog + ".cache-enabled", "false");
    return spark;
  }

  Settings settings() {
    ConfigErrors errors = new ConfigErrors();
    List<String> all = new ArrayList<>(sets);
    all.add("dataset.root=" + root.toUri());
    Settings settings = SettingsReader.read(null, all, Set.of(), errors);
    if (!errors.all().isEmpty()) {
      throw new IllegalStateException(errors.all().toString());
    }
    return settings;
  }
}
