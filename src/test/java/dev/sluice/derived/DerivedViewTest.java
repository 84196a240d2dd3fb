package dev.sluice.derived;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.analytics.Oracle;
import dev.sluice.dataset.DatasetSettings;
import dev.sluice.dataset.SampleExport;
import dev.sluice.dataset.Snapshots;
import dev.sluice.dataset.run.FileEntry;
import dev.sluice.dataset.run.Role;
import dev.sluice.dataset.snapshot.Snapshot;
import dev.sluice.dataset.view.KnownTable;
import dev.sluice.dataset.view.View;
import dev.sluice.dataset.view.ViewFolder;
import dev.sluice.failure.DataGateException;
import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Datasets made of the sample's experiments: their files, and what may happen to them. */
final class DerivedViewTest {
  private static final String ALL = "SELECT status, experiment_id, metrics.accuracy AS accuracy,"
      + " timestamp_seconds(created_at) AS began, _overflow AS rest FROM `mlops-experiments`";
  private static final String NONE = "SELECT name FROM `mlops-experiments` WHERE name IS NULL";

  @TempDir
  Path folder;

  @BeforeAll
  static void load() {
    TestServers.sampleTables();
  }

  @Test
  void filesAreCutEvenlyAndOrderedByTheirColumns() throws SQLException {
    Snapshot snapshot = export("run", view(runs(), new Query("none", NONE)));

    List<FileEntry> files = files(snapshot, "runs");
    assertThat(files).hasSizeBetween(3, 12);
    assertThat(files).allSatisfy(file -> assertThat(file.rows()).isBetween(10L, 60L));
    assertThat(snapshot.manifest().derived().get("runs").rows()).isEqualTo(160);
    assertThat(files(snapshot, "none")).hasSize(1);
    assertThat(snapshot.derived("none").columns()).containsExactly("name");
    assertThat(snapshot.derived("none").count()).isZero();
    try (Oracle duck = new Oracle()) {
      String read = "read_parquet('%s/snapshots/run/derived/runs/*.parquet')".formatted(folder);
      assertThat(duck.rows("select status, experiment_id from " + read))
          .isEqualTo(duck.rows("select item->>'status', item->>'experiment_id' from experiments"
              + " order by 1, 2"));
      assertThat(duck.rows("select cast(sum(accuracy) as decimal(38,6)) from " + read))
          .isEqualTo(duck.rows(
              "select sum(cast(item->'metrics'->>'accuracy' as decimal(38,6))) from experiments"));
    } catch (Exception e) {
      throw new SQLException(e);
    }
  }

  @Tag("thorough")
  @Test
  void madeAgainFilesAreTheSameByteForByte() {
    Snapshot one = export("one", view(runs()));
    Snapshot other = export("other", view(runs()));
    assertThat(files(other, "runs").stream().map(SampleExport::unattempted))
        .containsExactlyElementsOf(
            files(one, "runs").stream().map(SampleExport::unattempted).toList());
  }

  @Tag("thorough")
  @Test
  void aRunThatDiedInItGoesOnWithIt() {
    Snapshot undisturbed = export("whole", view(runs()));
    View dying = View.of(List.of(view(new Query("early", NONE), runs()), new Dying()));
    assertThatThrownBy(() -> export("run", dying)).isInstanceOf(IllegalStateException.class);
    assertThat(folder.resolve("snapshots/run/derived/early")).isDirectory();
    assertThat(folder.resolve("snapshots/run/manifest.json")).doesNotExist();

    Snapshot resumed = export("run", view(runs()));

    assertThat(files(resumed, "runs").stream().map(SampleExport::unattempted))
        .containsExactlyElementsOf(
            files(undisturbed, "runs").stream().map(SampleExport::unattempted).toList());
    assertThat(snapshots().verify(resumed)).isEmpty();
  }

  @Test
  void itemsThatTheQueryCannotTakePublishNothing() {
    String sql = "SELECT CAST(experiment_id AS int) AS n FROM `mlops-experiments`";
    assertThatThrownBy(() -> export("run", view(new Query("numbers", sql))))
        .isInstanceOf(DataGateException.class)
        .hasMessageContaining("sluice.dataset.derived.numbers.sql")
        .hasMessageContaining("CAST_INVALID_INPUT");
    String raise = "SELECT CAST(raise_error('too few') AS string) AS n FROM `mlops-experiments`";
    assertThatThrownBy(() -> export("other", view(new Query("checked", raise))))
        .isInstanceOf(DataGateException.class)
        .hasMessageContaining("too few");
    assertThat(snapshots().latest()).isEmpty();
  }

  @Test
  void aQueryIsRefusedBeforeATableIsRead() {
    assertThatThrownBy(() -> export("run", view(new Query("a", "SELECT nosuch FROM nosuch"))))
        .isInstanceOf(InvalidConfigurationException.class);
    assertThat(folder.resolve("snapshots")).doesNotExist();
  }

  @Test
  void verifyFindsWhatWasDoneToIt() throws IOException {
    Snapshot snapshot = export("run", view(runs()));
    Path made = folder.resolve("snapshots/run/derived/runs");
    List<String> names = files(snapshot, "runs").stream().map(FileEntry::path).toList();
    Path first = folder.resolve("snapshots/run").resolve(names.get(0));
    Path second = folder.resolve("snapshots/run").resolve(names.get(1));
    byte[] whole = Files.readAllBytes(first);
    Files.write(first, Arrays.copyOf(whole, whole.length - 1));
    Files.move(second, made.resolve("part-9.parquet"));
    edit("manifest.json", "\"rows\" : 160", "\"rows\" : 161");
    edit("schema.json", "\"rest\"", "\"left\"");

    List<String> differences =
        snapshots().verify(snapshots().find(snapshot.manifest().runId()).orElseThrow());

    assertThat(differences)
        .contains(
            "missing: " + names.get(1),
            "extra: derived/runs/part-9.parquet",
            "unreadable: " + names.get(0) + " is not a complete Parquet file",
            "counts: derived/runs lists 160 rows in files, 161 written")
        .anyMatch(d -> d.startsWith("truncated: " + names.get(0)))
        .anyMatch(d -> d.startsWith("schema: derived/runs has the columns"))
        .anyMatch(d -> d.startsWith("schema: " + names.get(2)));
  }

  /** Ends the run when all before it is written. */
  private record Dying() implements View {
    @Override
    public void check(Map<Role, KnownTable> tables) {}

    @Override
    public Added add(ViewFolder into) {
      throw new IllegalStateException("killed");
    }
  }

  private void edit(String document, String what, String by) throws IOException {
    Path path = folder.resolve("snapshots/run").resolve(document);
    String text = Files.readString(path);
    assertThat(text).contains(what);
    Files.writeString(path, text.replace(what, by));
  }

  private static Query runs() {
    return new Query("runs", ALL);
  }

  private static View view(Query... queries) {
    return new DerivedView(TestSpark.session(), List.of(queries), ZoneId.of("Asia/Tokyo"));
  }

  private static List<FileEntry> files(Snapshot snapshot, String name) {
    return snapshot.manifest().files().stream()
        .filter(file -> file.path().startsWith("derived/" + name + "/"))
        .toList();
  }

  private Snapshots snapshots() {
    return new Snapshots(
        TestSpark.session(),
        TestServers.settings(),
        new DatasetSettings(folder.toUri(), 1024, "zstd", null, null));
  }

  private Snapshot export(String runId, View view) {
    Snapshots snapshots = snapshots();
    return SampleExport.export(snapshots, runId, "settings", view, SampleExport.EXPERIMENTS);
  }
}
