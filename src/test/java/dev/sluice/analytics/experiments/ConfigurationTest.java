package dev.sluice.analytics.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analytics.ExperimentFigures.Change;
import dev.sluice.analytics.ExperimentFigures.Setting;
import dev.sluice.analytics.WholeAttribute;
import dev.sluice.testing.TestSpark;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Configurations as snapshots hold them: in columns, and beside them. */
class ConfigurationTest {
  private static final StructType CONFIG = new StructType(new StructField[] {
    field("rate", DataTypes.createDecimalType(12, 6), "N"),
    field("layers", DataTypes.createArrayType(DataTypes.LongType), "L<N>"),
    field("tags", DataTypes.createArrayType(DataTypes.StringType), "SS"),
    field("huge", DataTypes.StringType, "N"),
    field("warm", DataTypes.BooleanType, "BOOL"),
    field("seed", DataTypes.BinaryType, "B"),
    field("grid", DataTypes.createMapType(DataTypes.StringType, DataTypes.DoubleType), "M<N>"),
    field("optimizer", new StructType().add("name", DataTypes.StringType), "M")
  });

  @Test
  void everyValueIsAsTheTableHadIt() {
    Row config = RowFactory.create(
        new BigDecimal("0.300000"),
        new @Nullable Object[] {64L, null, 16L},
        new String[] {"b", "a"},
        "1E+40",
        true,
        new byte[] {1, 2},
        Map.of("x/y", 0.5),
        RowFactory.create("adam"));
    Map<String, String> overflow = Map.of(
        "/config/layers/1", "{\"S\":\"wide\"}",
        "/config/optimizer/beta", "{\"N\":\"0.90\"}",
        "/config/late", "{\"NULL\":true}",
        "/configured", "{\"S\":\"no\"}");

    assertThat(read(CONFIG, config, overflow, "config"))
        .isEqualTo(Map.of(
            "rate", new Setting("N", "0.3"),
            "layers", new Setting("L", "[{\"N\":\"64\"},{\"S\":\"wide\"},{\"N\":\"16\"}]"),
            "tags", new Setting("SS", "[\"a\",\"b\"]"),
            "huge", new Setting("N", "1" + "0".repeat(40)),
            "warm", new Setting("BOOL", "true"),
            "seed", new Setting("B", "AQI="),
            "grid/x~1y", new Setting("N", "0.5"),
            "optimizer/name", new Setting("S", "adam"),
            "optimizer/beta", new Setting("N", "0.9"),
            "late", new Setting("NULL", "null")));
    assertThat(read(CONFIG, config, overflow, "config.optimizer")).containsOnlyKeys("name", "beta");
  }

  @Test
  void aConfigurationMayStandBesideItsColumnOrBeNoMap() {
    assertThat(read(CONFIG, null, Map.of("/config", "{\"M\":{\"a\":{\"N\":\"1.0\"}}}"), "config"))
        .isEqualTo(Map.of("a", new Setting("N", "1")));
    assertThat(read(DataTypes.StringType, "depth=3", Map.of(), "config"))
        .isEqualTo(Map.of("", new Setting("S", "depth=3")));
    String json = "{\"opt\":{\"name\":\"adam\",\"beta\":0.90},\"seed\":null}";
    assertThat(read(DataTypes.StringType, json, Map.of(), "config.opt"))
        .isEqualTo(Map.of("name", new Setting("S", "adam"), "beta", new Setting("N", "0.9")));
    assertThat(read(DataTypes.StringType, json, Map.of(), "config.none")).isEmpty();
    assertThat(read(DataTypes.StringType, null, Map.of(), "config")).isEmpty();
    assertThat(read(DataTypes.StringType, "depth=3", Map.of(), "other.config")).isEmpty();
  }

  @Test
  void changesAreWhatWasAddedRemovedAndReplaced() {
    Setting one = new Setting("N", "1");
    Setting text = new Setting("S", "1");

    assertThat(Configuration.changes(
            Map.of("same", one, "gone", one, "retyped", one),
            Map.of("same", one, "new", text, "retyped", text)))
        .containsExactly(
            new Change("gone", one, null),
            new Change("new", null, text),
            new Change("retyped", one, text));
  }

  private static Map<String, Setting> read(
      DataType type, @Nullable Object config, Map<String, String> overflow, String path) {
    StructType schema = new StructType().add("config", type).add("_overflow", DataTypes.StringType);
    String text = overflow.entrySet().stream()
        .map(e -> "\"" + e.getKey() + "\":" + e.getValue())
        .collect(Collectors.joining(",", "{", "}"));
    Dataset<Row> rows =
        TestSpark.session().createDataFrame(List.of(RowFactory.create(config, text)), schema);
    Row row = rows.select(WholeAttribute.json(schema, path)).first();
    return Configuration.of(row.getString(0));
  }

  private static StructField field(String name, DataType type, String mark) {
    Metadata metadata = new MetadataBuilder().putString("dynamodb.type", mark).build();
    return new StructField(name, type, true, metadata);
  }
}
