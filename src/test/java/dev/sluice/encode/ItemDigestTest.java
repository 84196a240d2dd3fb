package dev.sluice.encode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.decode.ColumnMetadata;
import dev.sluice.item.Sha256;
import java.math.BigDecimal;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Items of one meaning have one digest, in whatever columns, and those of another meaning have others. */
final class ItemDigestTest {
  private static final DataType LONG = DataTypes.LongType;
  private static final DataType TEXT = DataTypes.StringType;
  private static final DataType SET = DataTypes.createArrayType(TEXT);

  /** Returns the digest of an item with an id and an attribute v. */
  private static String digest(
      DataType type, String tag, @Nullable Object value, @Nullable String overflow) {
    StructType columns = new StructType(new StructField[] {
      new StructField("id", TEXT, true, ColumnMetadata.of("S")),
      new StructField("v", type, true, ColumnMetadata.of(tag)),
      new StructField("_overflow", TEXT, true, Metadata.empty())
    });
    Object json = overflow == null ? null : UTF8String.fromString(overflow);
    byte[] digest = ItemDigest.of(columns)
        .of(new GenericInternalRow(new Object[] {UTF8String.fromString("a"), value, json}));
    return digest == null ? "none" : Sha256.hex(digest);
  }

  private static Object array(String... elements) {
    Object[] texts = new Object[elements.length];
    for (int i = 0; i < elements.length; i++) {
      texts[i] = UTF8String.fromString(elements[i]);
    }
    return new GenericArrayData(texts);
  }

  @Test
  void oneNumber() {
    DataType decimal = DataTypes.createDecimalType(10, 2);
    assertThat(List.of(
            digest(LONG, "N", 1_200L, null),
            digest(decimal, "N", Decimal.apply(new BigDecimal("1200.00")), null),
            digest(DataTypes.DoubleType, "N", 1.2e3, null),
            digest(TEXT, "N", UTF8String.fromString("1.2E+3"), null),
            digest(TEXT, "S", null, "{\"/v\":{\"N\":\"1200\"}}"),
            digest(LONG, "N", null, "{\"/v\":{\"N\":\"1200.0\"}}")))
        .containsOnly(digest(LONG, "N", 1_200L, null));
  }

  @Test
  void oneSet() {
    assertThat(digest(SET, "SS", array("x", "y"), null))
        .isEqualTo(digest(SET, "SS", array("y", "x"), null))
        .isEqualTo(digest(LONG, "N", null, "{\"/v\":{\"SS\":[\"y\",\"x\"]}}"));
  }

  @Test
  void others() {
    assertThat(List.of(
            digest(LONG, "N", 5L, null),
            digest(LONG, "N", 6L, null),
            digest(LONG, "N", null, null),
            digest(LONG, "N", null, "{\"/v\":{\"NULL\":true}}"),
            digest(TEXT, "S", UTF8String.fromString("5"), null),
            digest(SET, "SS", array("x", "y"), null),
            digest(SET, "L<S>", array("x", "y"), null),
            digest(SET, "L<S>", array("y", "x"), null),
            digest(SET, "L<S>", array("xy"), null),
            digest(LONG, "N", null, "{\"/w\":{\"N\":\"5\"}}")))
        .doesNotHaveDuplicates()
        .doesNotContain("none");
  }

  /** Somebody else has changed the row: no item has its digest. */
  @Test
  void noItem() {
    assertThat(digest(LONG, "N", 5L, "{\"/v\":{\"N\":\"5\"}}")).isEqualTo("none");
    assertThat(digest(LONG, "N", 5L, "no JSON")).isEqualTo("none");
  }
}
