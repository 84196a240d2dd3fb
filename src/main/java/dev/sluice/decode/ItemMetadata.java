package dev.sluice.decode;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The columns that describe an item instead of holding one of its attributes. A query has to name them. A column carries
 * what its decoder must know, so it travels with the schema.
 */
public enum ItemMetadata {
  /** The primary key as DynamoDB JSON, exact: {@code {"id":{"S":"a"},"at":{"N":"1.50"}}}. */
  KEY("_key", "The item's primary key as DynamoDB JSON, as GetItem takes it."),

  /** The size in bytes as DynamoDB counts it; of an index the size of what it projects. */
  SIZE(
      "_size",
      "The item's size in bytes by DynamoDB's rules. Numbers are estimated. Of an index: the size of what it projects."),

  /** The time of expiry; null if the item never expires. */
  EXPIRES_AT(
      "_expires_at",
      "When the item expires by the table's TTL. NULL if it does not, or DynamoDB ignores the value.");

  private static final String PROPERTY = "sluice.item";
  private static final String ATTRIBUTES = "sluice.attributes";
  private static final String NOW = "sluice.now";

  private final String column;
  private final String comment;

  ItemMetadata(String column, String comment) {
    this.column = column;
    this.comment = comment;
  }

  public String column() {
    return column;
  }

  public DataType type() {
    return switch (this) {
      case KEY -> DataTypes.StringType;
      case SIZE -> DataTypes.LongType;
      case EXPIRES_AT -> DataTypes.TimestampType;
    };
  }

  /** Returns the purpose of the column, for users. */
  public String comment() {
    return comment;
  }

  /** Returns what a column of this name describes. */
  public static Optional<ItemMetadata> named(String column) {
    return Arrays.stream(values()).filter(one -> one.column.equals(column)).findFirst();
  }

  /**
   * Returns the column.
   *
   * @param attributes the attributes from which it is made
   * @param now epoch seconds, by which DynamoDB ignores a TTL
   */
  public StructField field(List<String> attributes, long now) {
    return new StructField(
        column,
        type(),
        true,
        new MetadataBuilder()
            .putString(PROPERTY, name())
            .putStringArray(ATTRIBUTES, attributes.toArray(String[]::new))
            .putLong(NOW, now)
            .build());
  }

  /** Returns what a column describes; empty if it is an attribute, or any other column. */
  public static Optional<ItemMetadata> of(StructField field) {
    return field.metadata().contains(PROPERTY) && field.metadata().contains(ATTRIBUTES)
        ? named(field.name())
        : Optional.empty();
  }

  /** Returns the attributes from which a column is made: its own name if it describes no item. */
  public static Stream<String> attributes(StructField field) {
    return of(field).isEmpty()
        ? Stream.of(field.name())
        : Arrays.stream(field.metadata().getStringArray(ATTRIBUTES));
  }

  /** Returns whether one of the columns is made from the whole item. */
  public static boolean needItem(StructType columns) {
    return Arrays.stream(columns.fields())
        .anyMatch(field -> ColumnMetadata.isItem(field) || of(field).equals(Optional.of(SIZE)));
  }

  static long now(StructField field) {
    return field.metadata().getLong(NOW);
  }
}
