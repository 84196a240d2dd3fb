package dev.sluice.analytics;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.TestSpark;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class AttributeTest {
  private static final Metadata NUMBER =
      new MetadataBuilder().putString("dynamodb.type", "N").build();

  private static List<String> read(Dataset<Row> table, String path) {
    return table
        .select(Attribute.column(table.schema(), path).as("a"))
        .select(col("a").isNull(), col("a.type"), col("a.text"))
        .collectAsList()
        .stream()
        .map(row -> row.getBoolean(0) ? "missing" : row.get(1) + " " + row.get(2))
        .toList();
  }

  @Test
  void columnsOfEveryTypeAreTagged() {
    StructType schema = new StructType()
        .add("s", DataTypes.StringType)
        .add("marked", DataTypes.StringType, true, NUMBER)
        .add("l", DataTypes.LongType)
        .add("d", DataTypes.createDecimalType(6, 3))
        .add("f", DataTypes.DoubleType)
        .add("b", DataTypes.BooleanType);
    Dataset<Row> table = Items.table(
        schema, "{\"s\":\"x\",\"marked\":1e40,\"l\":7,\"d\":0.07,\"f\":0.1,\"b\":true}");
    assertThat(read(table, "s")).containsExactly("S x");
    assertThat(read(table, "marked").get(0)).startsWith("N 1");
    assertThat(read(table, "l")).containsExactly("N 7");
    assertThat(read(table, "d")).containsExactly("N 0.070");
    assertThat(read(table, "f")).containsExactly("N 0.1");
    assertThat(read(table, "b")).containsExactly("BOOL true");
    assertThat(read(table, "other")).containsExactly("missing");
  }

  @Test
  void whatAColumnCannotHoldIsReadFromTheOverflow() {
    StructType schema = new StructType().add("v", DataTypes.LongType);
    Dataset<Row> table = Items.table(
        schema,
        "{\"v\":1}",
        "{\"v\":\"timeout\"}",
        "{\"v\":null}",
        "{\"v\":0.5}",
        "{}",
        "{\"v\":{}}");
    assertThat(read(table, "v"))
        .containsExactly("N 1", "S timeout", "NULL null", "N 0.5", "missing", "M {}");
  }

  @Test
  void anAttributeWithoutColumnIsReadFromTheOverflow() {
    Dataset<Row> table = Items.table(new StructType(), "{\"v\":\"x\"}", "{\"w\":1}");
    assertThat(read(table, "v")).containsExactly("S x", "missing");
    assertThat(read(table.drop("_overflow"), "v")).containsExactly("missing", "missing");
  }

  @Test
  void pathsLeadThroughStructsAndOverflowedMaps() {
    StructType metrics = new StructType().add("f1", DataTypes.DoubleType);
    StructType schema = new StructType().add("metrics", metrics);
    Dataset<Row> table = Items.table(
        schema,
        "{\"metrics\":{\"f1\":0.5}}",
        "{\"metrics\":{\"f1\":\"n/a\"}}",
        "{\"metrics\":null}",
        "{\"metrics\":{}}");
    assertThat(read(table, "metrics.f1")).containsExactly("N 0.5", "S n/a", "missing", "missing");
    Dataset<Row> whole =
        Items.table(new StructType(), "{\"metrics\":{\"deep\":{\"f1\":1}}}", "{\"metrics\":7}");
    assertThat(read(whole, "metrics.deep.f1")).containsExactly("N 1", "missing");
    assertThat(read(whole, "metrics.deep")).containsExactly("M {\"f1\":{\"N\":\"1\"}}", "missing");
  }

  @Test
  void pathsLeadThroughMaps() {
    Dataset<Row> table = TestSpark.session()
        .sql("SELECT map('f1', 0.5D) AS metrics, '{\"/metrics/x\":{\"S\":\"y\"}}' AS _overflow");
    assertThat(read(table, "metrics.f1")).containsExactly("N 0.5");
    assertThat(read(table, "metrics.x")).containsExactly("S y");
    assertThat(read(table, "metrics.z")).containsExactly("missing");
    Metadata numbers = new MetadataBuilder().putString("dynamodb.type", "M<N>").build();
    Dataset<Row> marked = TestSpark.session().sql("SELECT map('f1', '1E+40') AS metrics");
    assertThat(read(marked.select(col("metrics").as("metrics", numbers)), "metrics.f1"))
        .containsExactly("N 1E+40");
  }

  @Test
  void pathsLeadIntoTheJsonThatATextHolds() {
    StructType schema = new StructType().add("response", DataTypes.StringType);
    String item = "{\"response\":%s}";
    Dataset<Row> table = Items.table(
        schema,
        item.formatted("\"{\\\"label\\\":\\\"a\\\",\\\"p\\\":{\\\"q\\\":0.10}}\""),
        item.formatted("\"{\\\"label\\\":true,\\\"p\\\":{\\\"q\\\":null}}\""),
        item.formatted("\"{\\\"label\\\":[1],\\\"p\\\":7}\""),
        item.formatted("{\"label\":\"b\",\"p\":\"{\\\"q\\\":3}\"}"),
        item.formatted("\"no JSON\""),
        item.formatted("\"{\\\"label\\\":NaN}\""),
        "{}");
    assertThat(read(table, "response.label"))
        .containsExactly("S a", "BOOL true", "L [1]", "S b", "missing", "N NaN", "missing");
    assertThat(read(table, "response.p.q"))
        .containsExactly("N 0.10", "NULL null", "missing", "N 3", "missing", "missing", "missing");
  }

  @Test
  void anAttributeWhoseNameHasDotsGoesFirst() {
    StructType schema = new StructType()
        .add("a.b", DataTypes.StringType)
        .add("a", new StructType().add("b", DataTypes.StringType));
    assertThat(read(
            Items.table(
                schema,
                "{\"a.b\":\"own\",\"a\":{\"b\":\"nested\"}}",
                "{\"a\":{\"b\":\"nested\"}}",
                "{\"a.b\":1,\"a\":{\"b\":\"nested\"}}"),
            "a.b"))
        .containsExactly("S own", "S nested", "N 1");
  }

  @Test
  void namesAreEscaped() {
    StructType schema = new StructType().add("a`b", DataTypes.StringType);
    Dataset<Row> table = Items.table(schema, "{\"a`b\":\"x\",\"c/d~e\":\"y\"}", "{\"a`b\":1}");
    assertThat(read(table, "a`b")).containsExactly("S x", "N 1");
    assertThat(read(table, "c/d~e")).containsExactly("S y", "missing");
  }
}
