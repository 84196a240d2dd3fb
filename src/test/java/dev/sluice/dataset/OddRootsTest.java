package dev.sluice.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.analytics.Events;
import dev.sluice.dataset.export.TableRead;
import dev.sluice.dataset.run.Role;
import dev.sluice.dataset.snapshot.Snapshot;
import dev.sluice.dataset.store.Root;
import dev.sluice.dataset.store.StoreAccess;
import dev.sluice.dataset.view.View;
import dev.sluice.testing.SampleReads;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import dev.sluice.training.SampleTraining;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Roots whose names mean something to URIs, globs or partition folders. */
final class OddRootsTest {
  private static final String ODD = "my data/a#b%20c%/d+e?f/Grüße 😀/k=v:w/[x]{y,z}*";
  private static final String TABLE = TestServers.table("roots");
  private static final int ITEMS = 40;

  @TempDir
  static Path folder;

  @BeforeAll
  static void table() {
    TestServers.createTable(TABLE);
    for (int i = 0; i < ITEMS; i++) {
      Map<String, AttributeValue> item = Map.of(
          "id", AttributeValue.fromS("i" + i),
          "at", AttributeValue.fromS("2026-10-0" + (1 + i % 3)),
          "plan", AttributeValue.fromS(i % 2 == 0 ? "free" : "paid"),
          "truth", AttributeValue.fromN(Integer.toString(i % 2)));
      TestServers.dynamoDb().putItem(p -> p.tableName(TABLE).item(item));
    }
  }

  static List<URI> roots() throws URISyntaxException {
    return List.of(
        URI.create(folder.resolve("local").resolve(ODD).toUri().toString()),
        new URI("s3a", TestServers.bucket(), "/" + ODD, null, null));
  }

  @Tag("thorough")
  @ParameterizedTest
  @MethodSource("roots")
  void aSnapshotIsMadeReadCheckedResumedAndRemoved(URI root) throws IOException {
    TableRead read =
        SampleExport.read(TABLE, Role.SOURCE).with(SampleReads.settings(TABLE, "segments", "8"));
    StoreAccess store = StoreAccess.to(new Root(root), TestServers.settings());
    assertThatThrownBy(() -> SampleExport.export(
            at(root, MortalStore.dyingAt(store, 5, true)),
            "one",
            "h",
            SampleTraining.codes("id", "truth", "plan"),
            read))
        .isInstanceOf(Throwable.class);
    Snapshots snapshots = at(root, store);
    Snapshot one = SampleExport.export(
        snapshots, "one", "h", SampleTraining.codes("id", "truth", "plan"), read);

    assertThat(one.table(TABLE).count()).isEqualTo(ITEMS);
    assertThat(one.table(TABLE).columns()).contains("at", "id", "plan", "truth");
    assertThat(snapshots.verify(one)).isEmpty();
    assertThat(trained(store, one)).isEqualTo(ITEMS);

    Snapshot two = SampleExport.export(snapshots, "two", "h", View.NONE, read);
    assertThat(snapshots.verify(two)).isEmpty();
    assertThat(snapshots.removedAt("one")).isPresent();
    assertThat(store.open().list("snapshots/one")).containsExactly("snapshots/one/manifest.json");
  }

  private static Snapshots at(URI root, StoreAccess store) {
    DatasetSettings settings = new DatasetSettings(
            root, 128L << 20, "zstd", schema -> Events.day(schema, "at", ZoneId.of("UTC")), 1)
        .with(SampleExport.impatient(root).lease(), Duration.ZERO);
    return new Snapshots(
        TestSpark.withS3(),
        settings,
        store,
        Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC));
  }

  /** Rows behind the manifests' own paths, put together as SageMaker does: prefix and name, as they stand. */
  private static long trained(StoreAccess store, Snapshot snapshot) throws IOException {
    List<String> files = new ArrayList<>();
    for (String channel : List.of("train", "validation", "test")) {
      byte[] json = store
          .open()
          .read("snapshots/one/" + channel + ".manifest")
          .orElseThrow(() -> new AssertionError("no manifest of " + channel));
      JsonNode document = new ObjectMapper().readTree(json);
      String prefix = document.path(0).path("prefix").asText();
      for (int i = 1; i < document.size(); i++) {
        String location = prefix + document.path(i).asText();
        files.add(
            location.startsWith("file:")
                ? Path.of(URI.create(location)).toString()
                : location.replaceFirst("^s3:", "s3a:"));
      }
    }
    assertThat(snapshot.location()).endsWith("/snapshots/one");
    return files.stream()
        .mapToLong(file -> TestSpark.withS3()
            .read()
            .option("__globPaths__", "false")
            .parquet(file)
            .count())
        .sum();
  }

  @Test
  void nothingElseIsMade() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      assertThat(all.map(p -> p.getFileName().toString())).allMatch("local"::equals);
    }
  }
}
