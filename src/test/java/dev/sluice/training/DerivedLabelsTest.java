package dev.sluice.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.analytics.LabelAttributes;
import dev.sluice.dataset.SampleExport;
import dev.sluice.dataset.Snapshots;
import dev.sluice.dataset.export.TableRead;
import dev.sluice.dataset.run.Role;
import dev.sluice.dataset.view.KnownTable;
import dev.sluice.decode.ColumnMetadata;
import dev.sluice.failure.ConfigError;
import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.testing.SampleReads;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import dev.sluice.training.SplitSettings.By;
import dev.sluice.training.TrainingSettings.Profile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A column that is derived from the label is the label to a model, and the other way round. */
final class DerivedLabelsTest {
  private static final StructType ITEMS = new StructType()
      .add("requestId", DataTypes.StringType)
      .add("x", DataTypes.LongType)
      .add("truth", DataTypes.StringType)
      .add("truthAt", DataTypes.StringType)
      .add("outcome", DataTypes.StringType)
      .add(unsharded("truth"))
      .add(unsharded("outcome"));

  @TempDir
  Path folder;

  @Test
  void neitherIsAmongTheFeaturesOfAViewThatNamesNone() {
    String[] others = {"label", "requestId", "x", "outcome", "outcome_unsharded"};
    assertThat(columns(null, "truth")).containsExactly(others);
    assertThat(columns("truth", "truth")).containsExactly(others);
    assertThat(columns("truth_unsharded", "truth")).containsExactly(others);
    assertThat(columns("truth", "truth_unsharded")).containsExactly(others);
    assertThat(columns(null, "outcome.churned"))
        .containsExactly("label", "requestId", "x", "truth", "truth_unsharded");
    assertThat(columns("outcome_unsharded.churned", "truth"))
        .containsExactly("label", "requestId", "x");
  }

  @Test
  void neitherIsAFeatureThatIsNamed() {
    assertThat(refused("truth_unsharded", "truth", "truth", "x")).containsExactly("truth");
    assertThat(refused("truth", "label", "truth_unsharded", "x"))
        .containsExactly("truth_unsharded");
    assertThat(refused("truth_unsharded", "truth", "truthAt", "x")).containsExactly("truthAt");
    assertThat(refused(null, "truth", "truth_unsharded", "x")).containsExactly("truth_unsharded");
    assertThat(refused("outcome.churned", "truth", "outcome_unsharded", "x"))
        .containsExactly("outcome_unsharded");
    assertThat(refused("outcome_unsharded.churned", "truth", "outcome.churned", "outcome.plan"))
        .containsExactly("outcome.churned");
  }

  @Test
  void soItIsOfATableThatIsRead() {
    String table = TestServers.table("derived-labels");
    TestServers.createTable(table);
    for (int i = 0; i < 8; i++) {
      Map<String, AttributeValue> item = Map.of(
          "id", AttributeValue.fromS("r" + i),
          "x", AttributeValue.fromN("" + i),
          "truth", AttributeValue.fromS((i % 2 == 0 ? "yes#" : "no#") + i),
          "truthAt", AttributeValue.fromS("2026-10-19T12:00:00Z"));
      TestServers.dynamoDb().putItem(put -> put.tableName(table).item(item));
    }
    TableRead read = new TableRead(
        SampleReads.settings(table, SampleReads.options()),
        Role.SOURCE,
        List.of(),
        null,
        true,
        0,
        List.of("truth"));
    TrainingView view = SampleTraining.view(
        settings(null), "id", new LabelAttributes("id", "truth", "truthAt", null, null));
    Snapshots snapshots = SampleExport.at(folder.toUri());
    SampleExport.export(snapshots, "run", "settings", view, read);

    assertThat(TestSpark.session()
            .read()
            .parquet(folder + "/snapshots/run/training/train")
            .columns())
        .containsExactly("label", "id", "x");
  }

  private static StructField unsharded(String name) {
    return new StructField(
        name + "_unsharded", DataTypes.StringType, true, ColumnMetadata.derivedFrom(name));
  }

  private static TrainingSettings settings(@Nullable String label, String... features) {
    return new TrainingSettings(
        Profile.TYPED,
        null,
        label,
        false,
        SampleTraining.features(features),
        null,
        Double.NaN,
        SampleTraining.split(By.ID, null),
        1);
  }

  private static TrainingView view(
      @Nullable String label, String sectionLabel, String... features) {
    return SampleTraining.view(
        settings(label, features),
        "requestId",
        new LabelAttributes("requestId", sectionLabel, "truthAt", null, null));
  }

  private static List<String> columns(@Nullable String label, String sectionLabel) {
    return view(label, sectionLabel)
        .columns(Map.of(Role.SOURCE, new KnownTable("log", ITEMS, Map.of())));
  }

  private static List<String> refused(
      @Nullable String label, String sectionLabel, String... features) {
    InvalidConfigurationException refused = catchThrowableOfType(
        InvalidConfigurationException.class, () -> view(label, sectionLabel, features)
            .check(Map.of(Role.SOURCE, new KnownTable("log", ITEMS, Map.of()))));
    return refused.errors().stream().map(ConfigError::value).toList();
  }
}
