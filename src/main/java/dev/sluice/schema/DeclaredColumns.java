package dev.sluice.schema;

import dev.sluice.sql.SqlNames;
import dev.sluice.failure.Printable;
import dev.sluice.decode.ColumnMetadata;
import dev.sluice.failure.ConfigError;
import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.schema.NamedAttributes.Asked;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Columns whose types a user has stated. Each overrides what the sample says of the attribute of its name, or adds a
 * column that the sample has not; others stay as discovered. A type is stated whole: a struct has the fields named and no
 * others. Attributes that are only named are asked for, whatever type they turn out to have. What does not fit a stated type goes to the overflow, never cast, rounded or nulled.
 */
public final class DeclaredColumns implements Serializable {
  /** No columns: all are discovered. */
  public static final DeclaredColumns NONE = new DeclaredColumns(List.of(), NamedAttributes.NONE);

  private static final TypeTally NOTHING = new TypeTally();

  private final Map<String, StructField> columns = new LinkedHashMap<>();
  private final NamedAttributes named;

  private DeclaredColumns(List<StructField> columns, NamedAttributes named) {
    this.named = named;
    columns.forEach(column -> this.columns.put(column.name(), column));
  }

  /**
   * Reads Spark DDL: {@code score decimal(9,4), tags array<string> COMMENT 'SS'}.
   *
   * @param key the setting it comes from, for messages
   * @throws InvalidConfigurationException naming every column that no DynamoDB value can be
   */
  public static DeclaredColumns parse(String ddl, String key) {
    try {
      return of(StructType.fromDDL(ddl), key);
    } catch (Exception e) {
      // Scala throws it undeclared
      if (e instanceof ParseException unparsable) {
        throw new InvalidConfigurationException(
            List.of(
                new ConfigError(
                    key,
                    ddl,
                    "is no Spark DDL: " + Printable.firstLine(unparsable.getMessage(), "cannot be parsed"),
                    "Write columns as in CREATE TABLE: `score decimal(9,4), tags array<string> COMMENT 'SS'`.")));
      }
      throw e;
    }
  }

  /** The same, of a schema. A column {@code _overflow} of the right type is passed over. */
  static DeclaredColumns of(StructType schema, String key) {
    List<ConfigError> faults = new ArrayList<>();
    List<StructField> columns = new ArrayList<>();
    DeclaredType type = new DeclaredType(
        (problem, remedy) -> faults.add(new ConfigError(key, "", "column " + problem, remedy)));
    for (StructField field : schema.fields()) {
      if (!isOverflow(field)) {
        type.field(field, field.name(), NOTHING);
        columns.add(field);
      }
    }
    checkNames(schema, key, faults);
    if (!faults.isEmpty()) {
      throw new InvalidConfigurationException(faults);
    }
    return new DeclaredColumns(columns, NamedAttributes.NONE);
  }

  /**
   * A schema stated whole, marked, for a read that takes no sample.
   *
   * @throws InvalidConfigurationException as {@link #parse}, or where it has no overflow column, so that values could get lost
   */
  public static StructType whole(StructType schema, String key) {
    DeclaredColumns declared = of(schema, key);
    if (Arrays.stream(schema.fields()).noneMatch(DeclaredColumns::isOverflow)) {
      throw new InvalidConfigurationException(List.of(new ConfigError(
          key,
          "",
          "has no column " + ColumnMetadata.OVERFLOW + " for what fits no other",
          "Add `" + ColumnMetadata.OVERFLOW
              + " string`, or state the types with .option(\"ddl\", …) instead.")));
    }
    return declared.marked(schema);
  }

  /** The schema, marked if all of it can be DynamoDB values; as it is otherwise. */
  public static StructType markedIfPossible(StructType schema) {
    try {
      return of(schema, "").marked(schema);
    } catch (InvalidConfigurationException e) {
      return schema;
    }
  }

  private StructType marked(StructType schema) {
    StructType marked = new StructType();
    for (StructField field : schema.fields()) {
      marked =
          marked.add(columns.containsKey(field.name()) ? column(field.name(), NOTHING) : field);
    }
    return marked;
  }

  /** The column of this name as it was stated; empty where none is. */
  Optional<StructField> declared(String name) {
    return Optional.ofNullable(columns.get(name));
  }

  /**
   * The same, and attributes that have columns before others do where there is not room for all.
   *
   * @param paths attributes, and paths into them
   */
  public DeclaredColumns asking(List<String> paths) {
    return new DeclaredColumns(List.copyOf(columns.values()), NamedAttributes.of(paths));
  }

  Asked asked(List<String> within, String name) {
    return named.asked(within, name);
  }

  /** The columns' names. */
  public Set<String> names() {
    return columns.keySet();
  }

  /**
   * The column of a declared name, marked.
   *
   * @param seen of the attribute; an empty tally where nothing was
   */
  StructField column(String name, TypeTally seen) {
    StructField column = columns.get(name);
    if (column == null) {
      throw new IllegalArgumentException("not declared: " + name);
    }
    return new DeclaredType((problem, remedy) -> {
          throw new IllegalStateException("passed before: " + problem);
        })
        .field(column, name, seen);
  }

  private static void checkNames(StructType schema, String key, List<ConfigError> faults) {
    Map<String, String> taken = new HashMap<>();
    for (StructField field : schema.fields()) {
      String other = taken.put(SqlNames.folded(field.name()), field.name());
      if (other != null) {
        faults.add(new ConfigError(
            key,
            "",
            "columns " + other + " and " + field.name() + " are the same to Spark",
            "State one of them; the other attribute goes to " + ColumnMetadata.OVERFLOW + "."));
      }
      if (field.name().equals(ColumnMetadata.OVERFLOW) && !isOverflow(field)) {
        faults.add(new ConfigError(
            key,
            "",
            "column " + ColumnMetadata.OVERFLOW + " is Sluice's own, a string",
            "Leave it out, or state `" + ColumnMetadata.OVERFLOW
                + " string`; a table saved with other columns has to be created again."));
      }
    }
  }

  private static boolean isOverflow(StructField field) {
    return field.name().equals(ColumnMetadata.OVERFLOW)
        && field.dataType().sameType(DataTypes.StringType);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DeclaredColumns that
        && columns.equals(that.columns)
        && named.equals(that.named);
  }

  @Override
  public int hashCode() {
    return Objects.hash(columns, named);
  }
}
