package dev.sluice.schema;

import dev.sluice.decode.ColumnMetadata;
import dev.sluice.failure.ConfigError;
import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.failure.Printable;
import dev.sluice.item.OverflowColumn;
import dev.sluice.schema.NamedAttributes.NameMatch;
import dev.sluice.sql.SqlNames;
import java.io.Serializable;
import java.util.ArrayList;
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
 * Columns with types stated by the user. Each overrides the discovered type of the attribute with its name, or adds a
 * column that the sample does not have. Other columns stay as discovered. A type is stated as a whole: a struct has the
 * named fields and no others. A value that does not fit a stated type overflows; it is never cast, rounded or set to
 * null. Attributes that are only named get columns of their discovered types.
 */
public final class DeclaredColumns implements Serializable {
  /** Declares no columns: all are discovered. */
  public static final DeclaredColumns NONE = new DeclaredColumns(List.of(), NamedAttributes.NONE);

  private static final TypeTally NOTHING = new TypeTally();

  private final Map<String, StructField> columns = new LinkedHashMap<>();
  private final NamedAttributes named;

  private DeclaredColumns(List<StructField> columns, NamedAttributes named) {
    this.named = named;
    columns.forEach(column -> this.columns.put(column.name(), column));
  }

  /** Reads Spark DDL with the types that a sample finds; see {@link #parse(String, String, SparkTypes)}. */
  public static DeclaredColumns parse(String ddl, String key) {
    return parse(ddl, key, SparkTypes.SAMPLED);
  }

  /**
   * Reads Spark DDL: {@code score decimal(9,4), tags array<string> COMMENT 'SS'}. NOT NULL is refused: a value that
   * overflows leaves its column null.
   *
   * @param key the key of the setting that holds it, for messages
   * @throws InvalidConfigurationException naming every column that cannot hold DynamoDB values
   */
  public static DeclaredColumns parse(String ddl, String key, SparkTypes types) {
    try {
      StructType schema = StructType.fromDDL(ddl);
      return of(schema, key, DeclaredType.Allowed.inDdl(types));
    } catch (Exception e) {
      // Scala throws ParseException without declaring it
      if (e instanceof ParseException unparsable) {
        throw new InvalidConfigurationException(
            List.of(
                new ConfigError(
                    key,
                    ddl,
                    "is not Spark DDL: "
                        + Printable.firstLine(unparsable.getMessage(), "cannot be parsed"),
                    "Write columns as in CREATE TABLE: `score decimal(9,4), tags array<string> COMMENT 'SS'`.")));
      }
      throw e;
    }
  }

  /** Takes the columns of a schema. Skips a column {@code _overflow} of the right type. */
  static DeclaredColumns of(StructType schema, String key) {
    return of(schema, key, DeclaredType.Allowed.IN_SCHEMA);
  }

  private static DeclaredColumns of(StructType schema, String key, DeclaredType.Allowed allowed) {
    List<ConfigError> errors = new ArrayList<>();
    List<StructField> columns = new ArrayList<>();
    DeclaredType type = new DeclaredType(
        allowed,
        (problem, remedy) -> errors.add(new ConfigError(key, "", "column " + problem, remedy)));
    for (StructField field : schema.fields()) {
      if (!isOverflow(field)) {
        type.field(field, field.name(), NOTHING);
        columns.add(field);
      }
    }
    checkNames(schema, key, errors);
    if (!errors.isEmpty()) {
      throw new InvalidConfigurationException(errors);
    }
    return new DeclaredColumns(columns, NamedAttributes.NONE);
  }

  /** Returns the schema of which these are the columns, with type tags. */
  StructType tagged(StructType schema) {
    StructType tagged = new StructType();
    for (StructField field : schema.fields()) {
      tagged = tagged.add(
          columns.containsKey(field.name())
              ? column(field.name(), NOTHING)
              : ColumnMetadata.overflow());
    }
    return tagged;
  }

  /** Returns the column of this name as declared; empty if there is none. */
  Optional<StructField> declared(String name) {
    return Optional.ofNullable(columns.get(name));
  }

  /**
   * Returns these columns, with attributes that take precedence if not all attributes can have columns.
   *
   * @param paths attributes, and paths into them
   */
  public DeclaredColumns naming(List<String> paths) {
    return new DeclaredColumns(List.copyOf(columns.values()), NamedAttributes.of(paths));
  }

  /** Returns how the configuration names an attribute; see {@link NamedAttributes#match}. */
  NameMatch match(List<String> within, String name) {
    return named.match(within, name);
  }

  /** Returns the columns' names. */
  public Set<String> names() {
    return columns.keySet();
  }

  /**
   * Returns the column of a declared name with its type tag.
   *
   * @param seen the attribute's values in the sample; an empty tally if there were none
   */
  StructField column(String name, TypeTally seen) {
    StructField column = columns.get(name);
    if (column == null) {
      throw new IllegalArgumentException("not declared: " + name);
    }
    return new DeclaredType(DeclaredType.Allowed.IN_SCHEMA, (problem, remedy) -> {
          throw new IllegalStateException("passed before: " + problem);
        })
        .field(column, name, seen);
  }

  private static void checkNames(StructType schema, String key, List<ConfigError> errors) {
    Map<String, String> taken = new HashMap<>();
    for (StructField field : schema.fields()) {
      String other = taken.put(SqlNames.folded(field.name()), field.name());
      if (other != null) {
        errors.add(new ConfigError(
            key,
            "",
            "columns " + other + " and " + field.name() + " are the same to Spark",
            "State one of them; the other attribute goes to " + OverflowColumn.NAME + "."));
      }
      if (field.name().equals(OverflowColumn.NAME) && !isOverflow(field)) {
        errors.add(new ConfigError(
            key,
            "",
            "column " + OverflowColumn.NAME + " is Sluice's own, a string",
            "Leave it out, or state `" + OverflowColumn.NAME
                + " string`; a table saved with other columns has to be created again."));
      }
    }
  }

  private static boolean isOverflow(StructField field) {
    return field.name().equals(OverflowColumn.NAME)
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
