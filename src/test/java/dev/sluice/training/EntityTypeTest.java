package dev.sluice.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.analytics.Oracle;
import dev.sluice.dataset.SampleExport;
import dev.sluice.dataset.export.TableRead;
import dev.sluice.dataset.run.Role;
import dev.sluice.dataset.snapshot.Snapshot;
import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.testing.SampleReads;
import dev.sluice.testing.TestServers;
import dev.sluice.training.SplitSettings.By;
import dev.sluice.training.TrainingSettings.Profile;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A view of one entity type: 40 measures have a number for a size, 20 notes a text of that name. */
final class EntityTypeTest {
  private static final String TABLE = TestServers.table("kinds");

  @TempDir
  Path folder;

  @BeforeAll
  static void items() {
    TestServers.createTable(TABLE);
    for (int i = 0; i < 60; i++) {
      boolean measure = i < 40;
      AttributeValue size =
          measure ? AttributeValue.fromN(i + ".5") : AttributeValue.fromS("about " + i);
      Map<String, AttributeValue> item = Map.of(
          "id", AttributeValue.fromS("i" + i),
          "kind", AttributeValue.fromS(measure ? "measure" : "note"),
          "good", AttributeValue.fromBool(i % 2 == 0),
          "size", size);
      TestServers.dynamoDb().putItem(put -> put.tableName(TABLE).item(item));
    }
  }

  @Tag("thorough")
  @Test
  void isMadeOfItsItemsOnly() throws Exception {
    Snapshot snapshot = export("measure");

    assertThat(snapshot.manifest().training()).containsEntry("entity", "measure");
    assertThat(SampleExport.at(root()).verify(snapshot)).isEmpty();
    try (Oracle oracle = new Oracle()) {
      assertThat(oracle.rows("select count(*), sum(size), sum(label) from read_parquet('" + folder
              + "/snapshots/run/training/*/*.parquet')"))
          .isEqualTo(List.of(List.of(40L, 800.0, 20.0)));
    }
  }

  @Test
  void thatNoItemIsOfIsRefused() {
    assertThatThrownBy(() -> export("measures"))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("sluice.dataset.training.entity = measures")
        .hasMessageContaining("[measure, note]");
  }

  private Snapshot export(String entityType) {
    TrainingSettings settings = new TrainingSettings(
        Profile.NUMERIC,
        entityType,
        "good",
        false,
        SampleTraining.features("size"),
        null,
        Double.NaN,
        SampleTraining.split(By.ID, null),
        1);
    TableRead read = SampleExport.read(TABLE, Role.SOURCE)
        .with(SampleReads.settings(TABLE, "entity-by", "kind"));
    return SampleTraining.export(root(), "run", settings, "id", null, read);
  }

  private URI root() {
    return URI.create("file://" + folder);
  }
}
