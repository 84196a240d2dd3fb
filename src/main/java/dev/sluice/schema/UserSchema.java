package dev.sluice.schema;

import dev.sluice.decode.ColumnMetadata;
import dev.sluice.failure.ConfigError;
import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.item.OverflowColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * A schema that a user gives for a whole read, which then takes no sample.
 *
 * @param columns the columns of the rows, with type tags; under PERMISSIVE all are nullable
 * @param conformance null: every item fits, because the overflow holds what no column does and all columns are nullable
 */
public record UserSchema(StructType columns, @Nullable Conformance conformance) {
  /** Where Spark keeps the type of a column that was declared char or varchar, on any level. */
  private static final String CHAR_OR_VARCHAR = "__CHAR_VARCHAR_TYPE_STRING";

  /**
   * Takes a schema.
   *
   * @param key the key of the setting that holds it, for messages
   * @throws InvalidConfigurationException with all its errors
   */
  public static UserSchema of(StructType schema, String key, ParseOptions options) {
    List<ConfigError> errors = new ArrayList<>();
    StructType attributes = new StructType(Arrays.stream(schema.fields())
        .filter(field -> !isCorrupt(field, options))
        .toArray(StructField[]::new));
    StructType tagged = tagged(attributes, key, errors);
    checkLengths(attributes, key, errors);
    boolean corrupt = attributes.size() < schema.size();
    ParseMode mode = options.mode() == null
        ? (corrupt ? ParseMode.PERMISSIVE : ParseMode.FAILFAST)
        : options.mode();
    checkCorrupt(schema, corrupt, mode, options, errors);
    if (!errors.isEmpty()) {
      throw new InvalidConfigurationException(errors);
    }
    StructType stated = inOrder(schema, tagged, options);
    Conformance conformance =
        new Conformance(stated, mode, corrupt ? options.corruptColumn() : null);
    boolean sampled = options.mode() == null && !corrupt && conformance.fitsAll();
    return new UserSchema(
        mode == ParseMode.PERMISSIVE ? stated.asNullable() : stated, sampled ? null : conformance);
  }

  /** Returns the rows' columns if items can have this schema, else the schema unchanged. */
  public static StructType columnsIfPossible(StructType schema, ParseOptions options) {
    try {
      return of(schema, "", options).columns;
    } catch (InvalidConfigurationException e) {
      return schema;
    }
  }

  /** Returns whether a column is the corrupt column. One with a type tag is an attribute of that name. */
  private static boolean isCorrupt(StructField field, ParseOptions options) {
    return field.name().equals(options.corruptColumn())
        && ColumnMetadata.type(field.metadata()).isEmpty();
  }

  private static StructType tagged(StructType attributes, String key, List<ConfigError> errors) {
    try {
      return DeclaredColumns.of(attributes, key).tagged(attributes);
    } catch (InvalidConfigurationException e) {
      errors.addAll(e.errors());
      return attributes;
    }
  }

  /** Refuses char and varchar. Spark 4 passes them as strings, and leaves lengths and padding to the source. */
  private static void checkLengths(StructType attributes, String key, List<ConfigError> errors) {
    for (StructField field : attributes.fields()) {
      if (field.metadata().contains(CHAR_OR_VARCHAR)) {
        errors.add(new ConfigError(
            key,
            field.name() + " " + field.metadata().getString(CHAR_OR_VARCHAR),
            "DynamoDB has no text of a fixed or limited length",
            "Declare it string."));
      }
    }
  }

  private static void checkCorrupt(
      StructType schema,
      boolean corrupt,
      ParseMode mode,
      ParseOptions options,
      List<ConfigError> errors) {
    String name = options.corruptColumn();
    boolean overflow = Arrays.asList(schema.fieldNames()).contains(OverflowColumn.NAME);
    if (corrupt && !schema.apply(name).dataType().equals(DataTypes.StringType)) {
      errors.add(new ConfigError(
          ParseOptions.CORRUPT_COLUMN,
          name,
          "is a " + schema.apply(name).dataType().catalogString()
              + ", and has to hold items as DynamoDB JSON",
          "Declare it string, or name another column."));
    } else if (!corrupt && options.named()) {
      errors.add(new ConfigError(
          ParseOptions.CORRUPT_COLUMN,
          name,
          "is not a column of the schema",
          "Add `" + name + " string` to it, or leave the option out."));
    } else if (!corrupt && mode == ParseMode.PERMISSIVE && !overflow) {
      errors.add(new ConfigError(
          ParseOptions.MODE,
          mode.name(),
          "would make null of what does not fit, and nothing would tell",
          "Add `" + name + " string` to the schema, or let mode = FAILFAST."));
    }
  }

  private static StructType inOrder(StructType schema, StructType tagged, ParseOptions options) {
    return new StructType(Arrays.stream(schema.fields())
        .map(field -> isCorrupt(field, options)
            ? new StructField(field.name(), field.dataType(), true, field.metadata())
            : tagged.apply(field.name()))
        .toArray(StructField[]::new));
  }
}
