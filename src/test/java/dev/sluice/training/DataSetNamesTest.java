package dev.sluice.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.analytics.LabelAttributes;
import dev.sluice.dataset.SampleExport;
import dev.sluice.dataset.run.Role;
import dev.sluice.dataset.snapshot.Snapshot;
import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import dev.sluice.training.SplitSettings.By;
import dev.sluice.training.TrainingSettings.Profile;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Columns called as data sets call them, and labels that are attributes of the items. */
final class DataSetNamesTest {
  private static final String TABLE = TestServers.table("cars");
  private static final int ITEMS = 60;
  private static final LabelAttributes TRUTH =
      new LabelAttributes("id", "truth", "truthAt", null, null);

  /** The name at index n has n·1000 + i in item i. */
  private static final List<String> NAMES = List.of(
      "sepal length (cm)",
      "temp[C]",
      "sold as new",
      "a.b",
      "`tick`",
      "say \"hi\"",
      "it's",
      "a,b;c=d",
      "a/b~c",
      "1st",
      "größe",
      "😀",
      "t[0]",
      "back\\slash");

  @TempDir
  Path folder;

  @BeforeAll
  static void items() {
    TestServers.createTable(TABLE);
    for (int i = 0; i < ITEMS; i++) {
      Map<String, AttributeValue> item = new HashMap<>();
      for (int n = 0; n < NAMES.size(); n++) {
        item.put(NAMES.get(n), number(n * 1000 + i));
      }
      item.put("id", AttributeValue.fromS("c" + i));
      item.put("sold", number(-50));
      item.put("t", AttributeValue.fromL(List.of(number(-1), number(-2))));
      item.put("a", AttributeValue.fromM(Map.of("b", number(-3), "sold as new", number(i))));
      item.put("truth", AttributeValue.fromS(i % 2 == 0 ? "yes" : "no"));
      item.put("truthAt", AttributeValue.fromS("2026-10-01"));
      item.put(
          "outcome", AttributeValue.fromM(Map.of("churned", number(i % 2), "size", number(i % 7))));
      TestServers.dynamoDb().putItem(put -> put.tableName(TABLE).item(item));
    }
  }

  @Tag("thorough")
  @Test
  void numbersAreThoseOfTheColumnsOfTheseNames() {
    List<String> names = new ArrayList<>(NAMES);
    names.addAll(List.of("a.sold as new", "sold as old"));
    Snapshot snapshot = export(Profile.NUMERIC, "outcome.churned", names.toArray(String[]::new));

    Dataset<Row> rows = rows();
    checkSums(rows);
    assertThat(sum(rows, "a_sold as new")).isEqualTo(ITEMS * (ITEMS - 1) / 2.0);
    assertThat(sum(rows, "old")).isEqualTo(-50.0 * ITEMS);
    assertThat(sum(rows, "label")).isEqualTo(ITEMS / 2.0);
    assertThat(SampleExport.at(root()).verify(snapshot)).isEmpty();
  }

  @Tag("thorough")
  @Test
  void typedColumnsToo() {
    export(Profile.TYPED, "outcome.churned", NAMES.toArray(String[]::new));
    checkSums(rows());
  }

  @Tag("thorough")
  @Test
  void withoutFeaturesTheLabelItsTimeAndWhatHoldsThemAreLeftOut() {
    Snapshot ofSection = export(Profile.TYPED, null);
    assertThat(rows().columns())
        .startsWith("label")
        .contains("sold", "a", "a.b", "outcome", "sold as new")
        .doesNotContain("truth", "truthAt");
    assertThat(rows().select("label").distinct().collectAsList()).hasSize(2);
    assertThat(ofSection.manifest().training().get("withheld"))
        .isEqualTo(List.of("truth", "truthAt"));
    assertThat(SampleExport.at(root()).verify(ofSection)).isEmpty();
    assertThat(labelled(ofSection)).isEqualTo(Map.of("yes", 30L, "no", 30L));
  }

  @Tag("thorough")
  @Test
  void whatHoldsTheViewsOwnLabelIsLeftOut() {
    Snapshot snapshot = export(Profile.TYPED, "outcome.churned");
    assertThat(rows().columns()).contains("sold").doesNotContain("outcome", "truth", "truthAt");
    assertThat(snapshot.manifest().training().get("withheld"))
        .isEqualTo(List.of("outcome", "truth", "truthAt"));
  }

  @Tag("thorough")
  @Test
  void featuresThatHoldTheLabelAreRefused() {
    for (Profile profile : Profile.values()) {
      for (String feature : List.of("truth", "truthAt", "truth as t")) {
        assertThatThrownBy(() -> export(profile, null, "sold", feature))
            .as(feature)
            .isInstanceOf(InvalidConfigurationException.class)
            .hasMessageContaining(
                "sluice.dataset.training.features = " + feature.replaceFirst(" .*", ""))
            .hasMessageContaining("is, holds or is part of the label")
            .hasMessageContaining("Leave it out");
      }
      assertThatThrownBy(() -> export(profile, "outcome.churned", "outcome", "outcome.churned.x"))
          .hasMessageContainingAll("outcome: ", "outcome.churned.x: ");
    }
    export(Profile.NUMERIC, "outcome.churned", "outcome.size");
  }

  private void checkSums(Dataset<Row> rows) {
    for (int n = 0; n < NAMES.size(); n++) {
      String name = NAMES.get(n).replace('.', '_');
      assertThat(sum(rows, name)).as(name).isEqualTo(ITEMS * (1000.0 * n + (ITEMS - 1) / 2.0));
    }
  }

  private static double sum(Dataset<Row> rows, String column) {
    int at = Arrays.asList(rows.columns()).indexOf(column);
    assertThat(at).as(column).isNotNegative();
    return rows.collectAsList().stream()
        .mapToDouble(row -> Double.parseDouble(row.get(at).toString()))
        .sum();
  }

  private Dataset<Row> rows() {
    return TestSpark.session().read().parquet(folder + "/snapshots/run/training/*");
  }

  private Snapshot export(Profile profile, @Nullable String label, String... features) {
    TrainingSettings settings = new TrainingSettings(
        profile,
        null,
        label,
        false,
        SampleTraining.features(features),
        null,
        Double.NaN,
        new SplitSettings(
            new BigDecimal("0.5"), new BigDecimal("0.25"), new BigDecimal("0.25"), By.ID, null),
        1);
    return SampleExport.export(
        SampleExport.at(root()),
        "run",
        "settings",
        SampleTraining.view(settings, "id", TRUTH),
        SampleExport.read(TABLE, Role.SOURCE));
  }

  /** By class, the rows of all channels as the manifest has them. */
  private static Map<Object, Long> labelled(Snapshot snapshot) {
    Map<Object, Long> all = new HashMap<>();
    for (String channel : List.of("train", "validation", "test")) {
      Map<?, ?> held = (Map<?, ?>) snapshot.manifest().training().get(channel);
      Map<?, ?> classes = (Map<?, ?>) ((Map<?, ?>) held.get("labels")).get("classes");
      classes.forEach((name, n) -> all.merge(name, ((Number) n).longValue(), Long::sum));
    }
    return all;
  }

  private static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }

  private URI root() {
    return URI.create("file://" + folder);
  }
}
