package dev.sluice.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analytics.Analysis.Inputs;
import dev.sluice.testing.TestSpark;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is wrong with events beside their figures. */
class EventQualityTest {
  private static final EventAttributes NAMES =
      new EventAttributes("id", "at", "m", "v", "p", "c", "ms", null, null, "err", null, null);

  private static Figures figures(Dataset<Row> events, @Nullable Dataset<Row> labels) {
    return new Analysis(
            "run", Instant.parse("2026-11-01T00:00:00Z"), Samples.settings("UTC", "2026-10-19"))
        .figures(new Inputs(
            events,
            NAMES,
            labels,
            new LabelAttributes("id", "label", "seen", null, null),
            null,
            null));
  }

  private static StructType texts(String... names) {
    StructType schema = new StructType();
    for (String name : names) {
      schema = schema.add(name, DataTypes.StringType);
    }
    return schema;
  }

  @Test
  void predictionsThatAreNoValueAreCountedByType() throws IOException {
    String event = "{\"at\":\"2026-10-19\",\"m\":\"%s\",\"p\":%s}";
    Figures figures = figures(
        Items.table(
            texts("at", "m"),
            event.formatted("a", "[1,2]"),
            event.formatted("a", "[]"),
            event.formatted("a", "{\"label\":1}"),
            event.formatted("a", "\"x\""),
            event.formatted("a", "null"),
            event.formatted("b", "7"),
            "{\"at\":\"2026-10-20\",\"m\":\"b\",\"p\":[1]}",
            "{\"at\":\"2026-10-19\",\"p\":[1]}"),
        null);
    assertThat(figures.quality().unusable("a")).isEqualTo(Map.of("L", 2L, "M", 1L));
    assertThat(figures.quality().unusable("b")).isEmpty();
    assertThat(FiguresJson.read(FiguresJson.write(figures))).isEqualTo(figures);
  }

  @Test
  void aSetIsNoList() {
    StructType schema = new StructType()
        .add("at", DataTypes.StringType)
        .add("m", DataTypes.StringType)
        .add(
            "p",
            DataTypes.createArrayType(DataTypes.StringType),
            true,
            new MetadataBuilder().putString("dynamodb.type", "SS").build());
    Dataset<Row> events = TestSpark.session()
        .createDataFrame(List.of(RowFactory.create("2026-10-19", "a", new String[] {"x"})), schema);
    assertThat(figures(events, null).quality().unusable("a")).isEqualTo(Map.of("SS", 1L));
  }

  @Test
  void labelsVersionsAndModelsThatAreNoValueAreCountedByType() throws IOException {
    String event = "{\"id\":\"%d\",\"at\":\"2026-10-19\",\"m\":%s,\"v\":%s,\"p\":\"a\",\"own\":%s}";
    Dataset<Row> events = Items.table(
        texts("id", "at", "m", "v", "p", "own"),
        event.formatted(1, "\"m\"", "[1]", "[\"a\"]"),
        event.formatted(2, "\"m\"", "{\"a\":1}", "{}"),
        event.formatted(3, "\"m\"", "\"1\"", "null"),
        event.formatted(4, "\"m\"", "null", "\"a\""),
        event.formatted(5, "[\"m\"]", "[1]", "[]"),
        event.formatted(6, "null", "[1]", "[]"));
    String label = "{\"id\":\"%d\",\"seen\":\"2026-10-%d\",\"label\":%s}";
    Dataset<Row> labels = Items.table(
        texts("id", "seen", "label"),
        label.formatted(1, 19, "[\"a\"]"),
        label.formatted(2, 19, "{}"),
        label.formatted(3, 19, "null"),
        // one that is a value counts, the newer one that is none does not
        label.formatted(4, 19, "\"a\""),
        label.formatted(4, 20, "[]"),
        label.formatted(9, 19, "[]"));
    Figures own = new Analysis(
            "run", Instant.parse("2026-11-01T00:00:00Z"), Samples.settings("UTC", "2026-10-19"))
        .figures(new Inputs(
            events, NAMES, null, new LabelAttributes("id", "own", "at", null, null), null, null));
    for (Figures figures : List.of(figures(events, labels), own)) {
      EventQuality quality = figures.quality();
      assertThat(quality.unusableLabels("m")).isEqualTo(Map.of("L", 1L, "M", 1L, "NULL", 1L));
      assertThat(quality.unusableVersions()).isEqualTo(Map.of("m", Map.of("L", 1L, "M", 1L)));
      assertThat(quality.unusableModels()).isEqualTo(Map.of("L", 1L));
      assertThat(quality.conflictingLabels()).isZero();
      assertThat(figures.unmodelled()).isEqualTo(2);
      assertThat(figures.accuracy().get(0).labelled()).isEqualTo(1);
      assertThat(FiguresJson.read(FiguresJson.write(figures))).isEqualTo(figures);
    }
  }

  @Test
  void undatedItemsAreToldByWhetherTheyHaveAModel() {
    Figures figures = figures(
        Items.table(
            texts("at", "m"),
            "{\"at\":\"soon\",\"m\":\"a\"}",
            "{\"m\":\"b\"}",
            "{}",
            "{\"at\":\"2026-10-19\",\"m\":\"a\"}"),
        null);
    assertThat(figures.undated()).isEqualTo(3);
    assertThat(figures.quality().undatedModelled()).isEqualTo(2);
  }

  @Tag("thorough")
  @Test
  void labelsOfOneTimeThatDifferAreConflicting() {
    String event = "{\"id\":\"%d\",\"at\":\"2026-10-18\",\"m\":\"m\",\"p\":\"5\"}";
    Dataset<Row> events = Items.table(
        texts("id", "at", "m", "p"),
        event.formatted(1),
        event.formatted(2),
        event.formatted(3),
        event.formatted(4),
        event.formatted(5));
    Dataset<Row> labels = Items.table(
        texts("id", "seen", "label"),
        // of one time, and different
        "{\"id\":\"1\",\"seen\":\"2026-10-19\",\"label\":\"5\"}",
        "{\"id\":\"1\",\"seen\":\"2026-10-19T00:00:00Z\",\"label\":\"6\"}",
        "{\"id\":\"1\",\"seen\":\"2026-10-18\",\"label\":\"7\"}",
        // of one time, the same by value
        "{\"id\":\"2\",\"seen\":\"2026-10-19\",\"label\":5}",
        "{\"id\":\"2\",\"seen\":\"2026-10-19\",\"label\":\"5.0\"}",
        // older ones differ
        "{\"id\":\"3\",\"seen\":\"2026-10-19\",\"label\":\"5\"}",
        "{\"id\":\"3\",\"seen\":\"2026-10-18\",\"label\":\"6\"}",
        "{\"id\":\"3\",\"label\":\"7\"}",
        // none has a time
        "{\"id\":\"4\",\"label\":\"5\"}",
        "{\"id\":\"4\",\"seen\":\"some day\",\"label\":\"6\"}",
        "{\"id\":\"5\",\"label\":\"5\"}");
    EventQuality quality = figures(events, labels).quality();
    assertThat(quality.conflictingLabels()).isEqualTo(2);
    assertThat(quality.undatedLabels()).isEqualTo(2);
  }
}
