package dev.sluice.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.analytics.EventAttributes;
import dev.sluice.analytics.LabelAttributes;
import dev.sluice.dataset.run.Role;
import dev.sluice.dataset.view.KnownTable;
import dev.sluice.failure.ConfigError;
import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.testing.TestSpark;
import dev.sluice.training.SplitSettings.By;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** What is refused before a table is read. */
final class RequirementsTest {
  private static final DataType STRINGS = DataTypes.createArrayType(DataTypes.StringType);

  private static final StructType EVENTS = new StructType()
      .add("requestId", DataTypes.StringType)
      .add("n", DataTypes.LongType)
      .add("text", DataTypes.StringType)
      .add("image", DataTypes.BinaryType)
      .add("list", DataTypes.createArrayType(DataTypes.LongType))
      .add(
          "tags",
          STRINGS,
          true,
          new MetadataBuilder().putString("dynamodb.type", "SS").build())
      .add("map", new StructType().add("x", DataTypes.LongType));

  private static final StructType LABELS =
      new StructType().add("requestId", DataTypes.StringType).add("label", DataTypes.StringType);

  @Test
  void soundOnesPass() {
    check(settings("n", "text", "text.a.b", "text[0..3] as t", "list[0..3] as l", "map.x"));
  }

  @Test
  void everyFaultIsToldAtOnceByName() {
    List<ConfigError> faults = faults(settings(
        "n",
        "image",
        "list",
        "tags",
        "tags[0] as t",
        "map",
        "map.y",
        "nosuch",
        "n[0..1] as m",
        "n.x",
        "n as n"));

    assertThat(faults)
        .extracting(ConfigError::value)
        .containsExactly(
            "n", "image", "list", "tags", "tags", "map", "map.y", "nosuch", "n", "n.x");
    assertThat(faults).allSatisfy(fault -> assertThat(fault.remedy()).isNotBlank());
    assertThat(faults.get(2).remedy()).contains("list[0..9] as list");
    assertThat(faults.get(7).problem()).contains("no sampled item has");
  }

  @Test
  void whatDecidesMustBeThereToo() {
    TrainingSettings settings =
        SampleTraining.numeric("nosuch > 1", SampleTraining.split(By.ID, "entity"), 1, "n");
    assertThat(faults(settings))
        .extracting(ConfigError::key)
        .containsExactly("sluice.dataset.training.split.group", "sluice.dataset.training.filter");
    TrainingSettings byTime =
        SampleTraining.numeric(null, SampleTraining.split(By.TIME, null), 1, "n");
    assertThat(faults(byTime)).extracting(ConfigError::key).containsExactly("sluice.events.time");
  }

  @Test
  void withoutItemsThereIsNoView() {
    TrainingView view = view(settings("n"));
    InvalidConfigurationException refused = catchThrowableOfType(
        InvalidConfigurationException.class,
        () -> view.check(Map.of(Role.EXPERIMENTS, new KnownTable("runs", EVENTS, Map.of()))));
    assertThat(refused.errors()).hasSize(1);
  }

  private static TrainingSettings settings(String... features) {
    return SampleTraining.numeric(null, SampleTraining.split(By.ID, null), 1, features);
  }

  private static List<ConfigError> faults(TrainingSettings settings) {
    InvalidConfigurationException refused =
        catchThrowableOfType(InvalidConfigurationException.class, () -> check(settings));
    return refused.errors();
  }

  private static void check(TrainingSettings settings) {
    view(settings)
        .check(Map.of(
            Role.SOURCE,
            new KnownTable("log", EVENTS, Map.of()),
            Role.LABELS,
            new KnownTable("labels", LABELS, Map.of())));
  }

  private static TrainingView view(TrainingSettings settings) {
    return new TrainingView(
        TestSpark.session(),
        settings,
        EventAttributes.defaults(),
        new LabelAttributes("requestId", "label", "labeledAt", null, null),
        ZoneOffset.UTC);
  }
}
