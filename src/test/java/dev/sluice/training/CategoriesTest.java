package dev.sluice.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.analytics.Oracle;
import dev.sluice.dataset.SampleExport;
import dev.sluice.dataset.run.Role;
import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.testing.TestServers;
import dev.sluice.training.SplitSettings.By;
import dev.sluice.training.TrainingSettings.Profile;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

final class CategoriesTest {
  @TempDir
  Path folder;

  @Test
  void newOnesAreAppendedInTheirOrder() {
    Categories first = Categories.none().plus("plan", List.of("gold", "basic"));
    Categories second = Categories.read(first.write().getBytes(StandardCharsets.UTF_8))
        .plus("plan", List.of("alpha", "gold", "zeta"));

    assertThat(first.columns()).isEqualTo(Map.of("plan", List.of("basic", "gold")));
    assertThat(second.codes().get("plan"))
        .isEqualTo(Map.of("basic", 0, "gold", 1, "alpha", 2, "zeta", 3));
    assertThatThrownBy(() -> Categories.read("[".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(ResourceUnavailableException.class);
  }

  @Tag("thorough")
  @Test
  void theNextSnapshotKeepsTheCodes() throws Exception {
    String table = table();
    put(table, "1", "gold", "spam");
    put(table, "2", "basic", "ham");
    export(table, "first");
    assertThat(codes("first"))
        .isEqualTo(List.of(List.of("basic", 0.0, 0.0), List.of("gold", 1.0, 1.0)));

    put(table, "3", "alpha", "dubious");
    export(table, "second");
    assertThat(codes("second"))
        .isEqualTo(List.of(
            List.of("alpha", 2.0, 2.0), List.of("basic", 0.0, 0.0), List.of("gold", 1.0, 1.0)));
    assertThat(Files.readString(folder.resolve("snapshots/second/training-mapping.json")))
        .contains("\"plan\" : [ \"basic\", \"gold\", \"alpha\" ]")
        .contains("\"label\" : [ \"ham\", \"spam\", \"dubious\" ]");
  }

  /** Of another table, and of the same one without a view. */
  @Tag("thorough")
  @Test
  void snapshotsInBetweenChangeNoCodes() throws Exception {
    String table = table();
    put(table, "1", "gold", "spam");
    put(table, "2", "basic", "ham");
    export(table, "mine");
    String other = table();
    put(other, "1", "never", "seen");
    export(other, "theirs");
    SampleExport.export(
        URI.create("file://" + folder), "plain", SampleExport.read(table, Role.SOURCE));
    put(table, "3", "alpha", "dubious");
    export(table, "again");
    assertThat(Files.readString(folder.resolve("snapshots/theirs/training-mapping.json")))
        .contains("\"plan\" : [ \"never\" ]");
    assertThat(Files.readString(folder.resolve("snapshots/again/training-mapping.json")))
        .contains("\"plan\" : [ \"basic\", \"gold\", \"alpha\" ]");
  }

  /** Plan, its code and the label's, of each item; the size of the plan's name says which item it is. */
  private List<List<Object>> codes(String run) throws Exception {
    try (Oracle oracle = new Oracle()) {
      String file = folder + "/snapshots/" + run;
      return oracle.rows(
          "select t.plan, v.plan, v.label from read_parquet('" + file
              + "/tables/*/*.parquet') t join read_parquet('" + file
              + "/training/train/*.parquet') v on length(t.plan) * 1.0 = v.size + 0.0 and ascii(t.plan) = v.letter order by 1");
    }
  }

  private void export(String table, String run) {
    FeatureSetting plan = new FeatureSetting("plan", null, true, null, false);
    TrainingSettings settings = new TrainingSettings(
        Profile.NUMERIC,
        null,
        "verdict",
        true,
        List.of(plan, FeatureSetting.of("size"), FeatureSetting.of("letter")),
        null,
        Double.NaN,
        new SplitSettings(BigDecimal.ONE, BigDecimal.ZERO, BigDecimal.ZERO, By.ID, null),
        1);
    SampleTraining.export(
        URI.create("file://" + folder),
        run,
        settings,
        "id",
        null,
        SampleExport.read(table, Role.SOURCE));
    assertThat(folder.resolve("snapshots/" + run + "/training/test")).doesNotExist();
  }

  private static void put(String table, String id, String plan, String verdict) {
    TestServers.dynamoDb().putItem(item -> item.tableName(table)
        .item(Map.of(
            "id", AttributeValue.fromS(id),
            "plan", AttributeValue.fromS(plan),
            "size", AttributeValue.fromN(String.valueOf(plan.length())),
            "letter", AttributeValue.fromN(String.valueOf((int) plan.charAt(0))),
            "verdict", AttributeValue.fromS(verdict))));
  }

  private static String table() {
    String name = TestServers.table("plans");
    TestServers.createTable(name);
    return name;
  }
}
