package dev.sluice.training;

import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.udf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analytics.Items;
import dev.sluice.testing.TestSpark;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** Values wherever an item keeps them, as numbers. */
final class RowReaderTest {
  private static final double NAN = Double.NaN;

  private static final StructType SCHEMA = new StructType()
      .add("id", DataTypes.StringType)
      .add("n", DataTypes.createDecimalType(20, 3))
      .add("flag", DataTypes.BooleanType)
      .add("text", DataTypes.StringType)
      .add(
          "metrics",
          new StructType()
              .add("accuracy", DataTypes.createDecimalType(10, 6))
              .add("depth", new StructType().add("x", DataTypes.LongType)));

  private record Read(
      List<Double> values, List<ValueStatus> states, Map<Integer, String> invalid) {}

  @Test
  void numbersBooleansAndNumericText() {
    Read read = read(
        "{\"id\":\"a\",\"n\":12.5,\"flag\":true,\"text\":\"1e3\",\"metrics\":{\"accuracy\":0.1,\"depth\":{\"x\":-7}}}",
        "n",
        "flag",
        "text",
        "metrics.accuracy",
        "metrics.depth.x");

    assertThat(read.values()).containsExactly(12.5, 1.0, 1000.0, 0.1, -7.0);
    assertThat(read.states())
        .containsExactly(
            ValueStatus.VALUE,
            ValueStatus.VALUE,
            ValueStatus.TEXT,
            ValueStatus.VALUE,
            ValueStatus.VALUE);
    assertThat(read.invalid()).isNull();
  }

  @Test
  void whatIsNotThereIsMissing() {
    Read read = read("{\"id\":\"a\",\"n\":null,\"metrics\":{}}", "n", "flag", "metrics.accuracy");

    assertThat(read.values()).containsExactly(NAN, NAN, NAN);
    assertThat(read.states())
        .containsExactly(ValueStatus.NULL, ValueStatus.MISSING, ValueStatus.MISSING);
  }

  @Test
  void whatAColumnCouldNotHoldIsReadFromTheOverflow() {
    Read read = read(
        "{\"id\":\"a\",\"n\":1e40,\"flag\":\"no\",\"metrics\":{\"accuracy\":\"0.25\"},\"unseen\":{\"deep\":4}}",
        "n",
        "flag",
        "metrics.accuracy",
        "unseen.deep");

    assertThat(read.values()).containsExactly(1e40, NAN, 0.25, 4.0);
    assertThat(read.states())
        .containsExactly(
            ValueStatus.VALUE, ValueStatus.INVALID, ValueStatus.TEXT, ValueStatus.VALUE);
    assertThat(read.invalid()).isEqualTo(Map.of(1, "no"));
  }

  @Test
  void listsAndValuesInTheJsonOfAText() {
    String item =
        "{\"id\":\"a\",\"text\":\"{\\\"v\\\": [1, 2.5, null, \\\"4\\\", true], \\\"m\\\": {\\\"k\\\": 9}}\"}";

    assertThat(read(item, "text.v[0..4] as v").values()).containsExactly(1.0, 2.5, NAN, 4.0, 1.0);
    assertThat(read(item, "text.v[1..2 of 5] as v").values()).containsExactly(2.5, NAN);
    assertThat(read(item, "text.v[3]").values()).containsExactly(4.0);
    assertThat(read(item, "text.m.k").values()).containsExactly(9.0);
    assertThat(read(item, "text.m.other").states()).containsExactly(ValueStatus.MISSING);
    assertThat(read(item, "text.v.k").states()).containsExactly(ValueStatus.MISSING);
    assertThat(read(item, "text.m").states()).containsExactly(ValueStatus.INVALID);
  }

  @Test
  void aListOfAnotherWidthIsRefused() {
    String item = "{\"id\":\"a\",\"text\":\"{\\\"v\\\": [1, 2, 3]}\"}";

    Read read = read(item, "text.v[0..3] as v");
    assertThat(read.states()).containsOnly(ValueStatus.INVALID).hasSize(4);
    assertThat(read.invalid()).containsEntry(0, "a list of 3");
    assertThat(read(item, "text.v[0..1] as v").states()).containsOnly(ValueStatus.INVALID);
    assertThat(read(item, "text.v[3]").states()).containsExactly(ValueStatus.INVALID);
  }

  @Test
  void textThatIsNoJson() {
    for (String text : List.of("not json", "", "{", "7")) {
      Read read = read("{\"id\":\"a\",\"text\":\"" + text + "\"}", "text.v[0..1] as v");
      assertThat(read.states()).as(text).containsOnly(ValueStatus.INVALID);
    }
    Read python = read("{\"id\":\"a\",\"text\":\"[NaN, Infinity, 1]\"}", "text[0..2] as v");
    assertThat(python.states())
        .containsExactly(ValueStatus.NULL, ValueStatus.INVALID, ValueStatus.VALUE);
  }

  /** 2^53 + 1 lies between two doubles; 0.1 does too, but its double is the one that 0.1 means. */
  @Test
  void moreDigitsThanADoubleHasAreCounted() {
    Read read = read(
        "{\"id\":\"a\",\"n\":9007199254740993,\"text\":\"[0.1, 1e400, 123456789012345678, 0.30000000000000004]\"}",
        "n",
        "text[0..3] as v");

    assertThat(read.values())
        .containsExactly(9007199254740992.0, 0.1, NAN, 123456789012345680.0, 0.30000000000000004);
    assertThat(read.states())
        .containsExactly(
            ValueStatus.ROUNDED,
            ValueStatus.VALUE,
            ValueStatus.INVALID,
            ValueStatus.ROUNDED,
            ValueStatus.VALUE);
  }

  @Test
  void elementsThatAListColumnCouldNotHold() {
    StructType schema = new StructType()
        .add("id", DataTypes.StringType)
        .add(
            "v",
            DataTypes.createArrayType(DataTypes.LongType),
            true,
            new MetadataBuilder().putString("dynamodb.type", "L<N>").build())
        .add("_overflow", DataTypes.StringType);
    Row row = RowFactory.create(
        "a", Arrays.asList(1L, null, null), "{\"/v/1\":{\"N\":\"2.5\"},\"/v/2\":{\"NULL\":true}}");
    Dataset<Row> table = TestSpark.session().createDataFrame(List.of(row), schema);

    Read read = read(table, List.of(feature(schema, "v[0..2]")), Map.of());

    assertThat(read.values()).containsExactly(1.0, 2.5, NAN);
    assertThat(read.states())
        .containsExactly(ValueStatus.VALUE, ValueStatus.VALUE, ValueStatus.NULL);
  }

  @Test
  void aListThatOverflowedWhole() {
    StructType schema =
        new StructType().add("id", DataTypes.StringType).add("_overflow", DataTypes.StringType);
    Row row = RowFactory.create(
        "a", "{\"/v\":{\"L\":[{\"N\":\"1\"},{\"S\":\"2\"},{\"NULL\":true},{\"M\":{}}]}}");
    Dataset<Row> table = TestSpark.session().createDataFrame(List.of(row), schema);

    Read read = read(table, List.of(feature(schema, "v[0..3]")), Map.of());

    assertThat(read.values()).containsExactly(1.0, 2.0, NAN, NAN);
    assertThat(read.states())
        .containsExactly(
            ValueStatus.VALUE, ValueStatus.TEXT, ValueStatus.NULL, ValueStatus.INVALID);
  }

  @Test
  void categoriesAndFills() {
    Feature plan = new FeatureSetting("text", "plan", true, null, false).in(SCHEMA);
    Feature filled = new FeatureSetting("n", null, false, -1.0, false).in(SCHEMA);
    Dataset<Row> table = Items.table(SCHEMA, "{\"id\":\"a\",\"text\":\"gold\"}");

    Read read = read(table, List.of(plan, filled), Map.of("plan", Map.of("silver", 0, "gold", 1)));

    assertThat(read.values()).containsExactly(1.0, -1.0);
    assertThat(read.states()).containsExactly(ValueStatus.VALUE, ValueStatus.MISSING);
  }

  private static Read read(String item, String... features) {
    return read(
        Items.table(SCHEMA, item),
        Arrays.stream(features).map(text -> feature(SCHEMA, text)).toList(),
        Map.of());
  }

  private static Feature feature(StructType schema, String text) {
    return FeatureSetting.of(text).in(schema);
  }

  private static Read read(
      Dataset<Row> table, List<Feature> features, Map<String, Map<String, Integer>> codes) {
    List<Column> sources = new ArrayList<>();
    for (Feature feature : features) {
      sources.add(FeatureColumn.column(table.schema(), feature.names(), feature.range() != null)
          .as("s" + sources.size()));
    }
    RowReader reader = new RowReader(features, codes, NAN);
    Row row = table
        .select(udf((UDF1<Row, Row>) reader::read, RowReader.TYPE)
            .apply(struct(sources.toArray(Column[]::new)))
            .as("read"))
        .select("read.*")
        .head();
    byte[] codesOfStatuses = row.getAs("statuses");
    List<ValueStatus> states = new ArrayList<>();
    for (byte code : codesOfStatuses) {
      states.add(Arrays.stream(ValueStatus.values())
          .filter(s -> s.code() == code)
          .findFirst()
          .orElseThrow());
    }
    return new Read(row.getList(0), states, row.isNullAt(2) ? null : row.getJavaMap(2));
  }
}
