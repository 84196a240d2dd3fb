package dev.sluice.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.analytics.Oracle;
import dev.sluice.dataset.SampleExport;
import dev.sluice.dataset.run.Role;
import dev.sluice.dataset.snapshot.Snapshot;
import dev.sluice.failure.DataGateException;
import dev.sluice.testing.TestServers;
import dev.sluice.training.SplitSettings.By;
import dev.sluice.training.TrainingSettings.Profile;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TypedProfileTest {
  @TempDir
  Path folder;

  @BeforeAll
  static void load() {
    TestServers.sampleTables();
  }

  @Test
  void columnsKeepTheirTypes() throws Exception {
    export(
        "file://" + folder,
        "metrics.accuracy",
        "name",
        "created_at",
        "tags",
        "config",
        "metrics.loss");

    try (Oracle oracle = new Oracle()) {
      String files = "read_parquet('" + folder + "/snapshots/typed/training/*/*.parquet')";
      List<Object> types = oracle.rows("describe select * from " + files).stream()
          .map(row -> row.get(0) + " " + String.valueOf(row.get(1)).replaceAll("\\(.*", ""))
          .collect(Collectors.toList());
      assertThat(types)
          .startsWith(
              "label DECIMAL",
              "name VARCHAR",
              "created_at BIGINT",
              "tags VARCHAR[]",
              "config STRUCT");
      assertThat(oracle
              .rows(
                  "select count(*), sum(label)::decimal(30, 6), sum(metrics_loss)::decimal(30, 6), sum(created_at) from "
                      + files + "")
              .toString())
          .isEqualTo(oracle.rows("""
              select count(*), sum(a)::decimal(30, 6), sum(l)::decimal(30, 6), sum(t) from (select (item->'metrics'->>'accuracy')::decimal(18,6) a,
                (item->'metrics'->>'loss')::decimal(18,6) l, (item->>'created_at')::bigint t from experiments) where a is not null""").toString());
    }
  }

  @Test
  void withoutFeaturesEveryAttributeIsThere() throws Exception {
    export("file://" + folder, "status");

    try (Oracle oracle = new Oracle()) {
      List<Object> names = oracle
          .rows("describe select * from read_parquet('" + folder
              + "/snapshots/typed/training/*/*.parquet')")
          .stream()
          .map(row -> row.get(0))
          .toList();
      assertThat(names.get(0)).isEqualTo("label");
      assertThat(names)
          .contains("experiment_id", "metrics", "error")
          .doesNotContain("_overflow", "status");
      assertThat(oracle.rows("select count(*) from read_parquet('" + folder
              + "/snapshots/typed/training/*/*.parquet')"))
          .isEqualTo(List.of(List.of(160L)));
    }
  }

  @Tag("thorough")
  @Test
  void whatItsColumnCannotHoldIsRefused() {
    TrainingSettings settings = settings(null, SampleTraining.features("latencyMs", "modelName"));
    assertThatThrownBy(
            () -> SampleTraining.export(URI.create("file://" + folder), "typed", settings, null))
        .isInstanceOf(DataGateException.class)
        .hasMessageContaining("latencyMs: ")
        .hasMessageContaining("{\"S\":")
        .hasMessageNotContaining("modelName");
  }

  @Tag("thorough")
  @Test
  void onS3NothingLiesAmongTheFiles() {
    String bucket = TestServers.bucket();
    Snapshot snapshot = export("s3a://" + bucket + "/root", "metrics.accuracy", "config");

    assertThat(SampleExport.at(URI.create("s3a://" + bucket + "/root")).verify(snapshot))
        .isEmpty();
    List<String> keys = TestServers.s3()
        .listObjectsV2(list -> list.bucket(bucket).prefix("root/snapshots/typed/training/"))
        .contents()
        .stream()
        .map(object -> object.key().replaceFirst("root/snapshots/typed/", ""))
        .toList();
    assertThat(keys.stream().map(key -> key.replaceFirst("-[0-9a-f]{8}\\.", ".")))
        .containsExactly(
            "training/test/part-00000.parquet",
            "training/train/part-00000.parquet",
            "training/validation/part-00000.parquet");
    String manifest = TestServers.s3()
        .getObjectAsBytes(get -> get.bucket(bucket).key("root/snapshots/typed/train.manifest"))
        .asUtf8String();
    assertThat(manifest)
        .isEqualTo("[{\"prefix\":\"s3://" + bucket
            + "/root/snapshots/typed/training/train/\"},\""
            + keys.get(1).replaceFirst(".*/", "") + "\"]");
  }

  private static Snapshot export(String root, String label, String... features) {
    return SampleTraining.export(
        URI.create(root),
        "typed",
        settings(label, SampleTraining.features(features)),
        "experiment_id",
        null,
        SampleExport.read("mlops-experiments", Role.SOURCE));
  }

  private static TrainingSettings settings(@Nullable String label, List<FeatureSetting> features) {
    BigDecimal quarter = new BigDecimal("0.25");
    return new TrainingSettings(
        Profile.TYPED,
        null,
        label,
        false,
        features,
        null,
        Double.NaN,
        new SplitSettings(new BigDecimal("0.5"), quarter, quarter, By.ID, null),
        1);
  }
}
