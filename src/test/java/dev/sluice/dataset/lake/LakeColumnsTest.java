package dev.sluice.dataset.lake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.decode.ColumnMetadata;
import java.util.List;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** Columns of items in an Iceberg table, and how they go on. */
final class LakeColumnsTest {
  private static StructField column(String name, DataType type, String tag) {
    return new StructField(name, type, true, ColumnMetadata.of(tag));
  }

  private static StructType columns(StructField... fields) {
    return new StructType(fields);
  }

  private static StructType struct(StructField... fields) {
    return columns(fields);
  }

  @Test
  void commentsHoldTheTypes() {
    StructType items = columns(
            column("id", DataTypes.StringType, "S"),
            column("n", new DecimalType(18, 4), "N"),
            column("at", DataTypes.TimestampType, "N:epoch-millis"),
            column("tags", DataTypes.createArrayType(DataTypes.StringType, false), "SS"),
            column(
                "list",
                DataTypes.createArrayType(
                    struct(column("_overflow", DataTypes.LongType, "N")), true),
                "L<M>"),
            column(
                "byUser",
                DataTypes.createMapType(
                    DataTypes.StringType, struct(column("f", DataTypes.StringType, "N")), true),
                "M<M>"))
        .add(ColumnMetadata.overflow());

    StructType table = LakeColumns.ofTable(items, List.of("id"));

    assertThat(table.fieldNames()).endsWith("_overflow", "_day", "_deleted_at");
    assertThat(table.apply("id").nullable()).isFalse();
    assertThat(table.apply("at").getComment().get()).isEqualTo("DynamoDB N:epoch-millis");
    assertThat(LakeColumns.items(table)).isEqualTo(items);
  }

  @Test
  void othersColumnsAreNotOfItems() {
    StructType table = LakeColumns.ofTable(
            columns(column("id", DataTypes.StringType, "S")), List.of("id"))
        .add("rating", "int");

    assertThat(LakeColumns.items(table).fieldNames()).containsExactly("id");
  }

  /** Iceberg refuses a schema in which two columns have one path. */
  @Test
  void namesThatArePathsOfOthersOverflow() {
    StructType items = columns(
        column("id", DataTypes.StringType, "S"),
        column("a", struct(column("b", DataTypes.LongType, "N")), "M"),
        column("a.b", DataTypes.LongType, "N"),
        column("list", DataTypes.createArrayType(DataTypes.StringType, true), "L<S>"),
        column("list.Element", DataTypes.LongType, "N"),
        column("lone.some", DataTypes.LongType, "N"),
        column("_Day", DataTypes.LongType, "N"),
        column("_deleted_at", DataTypes.LongType, "N"));

    assertThat(LakeColumns.ofItems(items).fieldNames())
        .containsExactly("id", "a", "list", "lone.some");
  }

  @Test
  void decimalsGrowBeforeThePoint() {
    assertThat(wider(new DecimalType(18, 4), new DecimalType(38, 6)))
        .isEqualTo(new DecimalType(36, 4));
    assertThat(wider(new DecimalType(18, 4), new DecimalType(18, 6)))
        .isEqualTo(new DecimalType(18, 4));
    assertThat(wider(new DecimalType(18, 4), new DecimalType(38, 0)))
        .isEqualTo(new DecimalType(38, 4));
    assertThat(wider(DataTypes.LongType, new DecimalType(38, 2))).isEqualTo(DataTypes.LongType);
    assertThat(wider(DataTypes.StringType, DataTypes.LongType)).isEqualTo(DataTypes.StringType);
  }

  private static DataType wider(DataType table, DataType found) {
    return WiderColumns.of(columns(column("n", table, "N")), columns(column("n", found, "N")))
        .apply("n")
        .dataType();
  }

  @Test
  void columnsAndFieldsAreAdded() {
    StructType table = columns(
        column("id", DataTypes.StringType, "S"),
        column("m", struct(column("a", DataTypes.LongType, "N")), "M"));
    StructType found = columns(
        column("ID", DataTypes.StringType, "S"),
        column(
            "m",
            struct(column("b", DataTypes.StringType, "S"), column("a", DataTypes.StringType, "S")),
            "M"),
        column("x", DataTypes.BooleanType, "BOOL"));

    assertThat(WiderColumns.of(table, found))
        .isEqualTo(columns(
            column("id", DataTypes.StringType, "S"),
            column(
                "m",
                struct(
                    column("a", DataTypes.LongType, "N"), column("b", DataTypes.StringType, "S")),
                "M"),
            column("x", DataTypes.BooleanType, "BOOL")));
  }

  @Test
  void anotherTypeDoesNotReplaceAColumn() {
    StructType table =
        columns(column("tags", DataTypes.createArrayType(DataTypes.StringType, false), "SS"));
    StructType found =
        columns(column("tags", DataTypes.createArrayType(DataTypes.StringType, true), "L<S>"));

    assertThat(WiderColumns.of(table, found)).isEqualTo(table);
  }
}
