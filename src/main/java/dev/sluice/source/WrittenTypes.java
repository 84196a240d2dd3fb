package dev.sluice.source;

import dev.sluice.decode.ColumnMetadata;
import dev.sluice.failure.ConfigError;
import dev.sluice.failure.Printable;
import dev.sluice.schema.TypeDifference;
import dev.sluice.source.SourceOptions.TypeCheck;
import dev.sluice.table.TableDescription;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the DynamoDB types that columns become with the known types: those of the table's keys, of the columns that
 * they are made of, and of the table's attributes.
 *
 * @param columns the written columns, with type tags
 */
record WrittenTypes(StructType columns) {
  private static final Logger LOG = LoggerFactory.getLogger(WrittenTypes.class);

  /**
   * Refuses columns that cannot be keys of an item, of the table or of its indexes.
   *
   * @param overflow whether rows have values besides their columns, which may include keys
   */
  void checkKeys(TableDescription table, boolean overflow, List<ConfigError> errors) {
    table.keys().forEach(key -> {
      Optional<StructField> column = column(key.name());
      if (column.isPresent()) {
        checkKey(column.get(), key, "the key of table " + table.name(), errors);
      } else if (!overflow) {
        errors.add(new ConfigError(
            "column " + key.name(),
            "",
            "is missing, and is a key of table " + table.name(),
            "Add it, or rename the column that holds it."));
      }
    });
    for (TableDescription.Index index : table.indexes()) {
      index.keys().all().stream().filter(key -> !table.keys().contains(key)).forEach(key -> column(
              key.name())
          .ifPresent(column -> checkKey(column, key, "a key of index " + index.name(), errors)));
    }
  }

  private static void checkKey(
      StructField column, TableDescription.Key key, String of, List<ConfigError> errors) {
    if (column.dataType() instanceof NullType) {
      return;
    }
    StructField known =
        new StructField(key.name(), column.dataType(), true, ColumnMetadata.of(key.type()));
    TypeDifference.between(column, known)
        .forEach(difference -> errors.add(new ConfigError(
            "column " + key.name(),
            "",
            "becomes " + difference.becomes() + " ("
                + Printable.brief(column.dataType().catalogString()) + "), and is " + of
                + ", which is " + key.type(),
            difference.remedy())));
  }

  /**
   * Refuses values of another type than the attribute's if columns are matched by position, because other columns must
   * have been meant.
   */
  void checkPositions(StructType table, List<ConfigError> errors) {
    differences(List.of(table.fields()))
        .forEach(difference -> errors.add(new ConfigError(
            "column " + Printable.brief(difference.path()),
            "",
            "is " + difference.known() + " in the table, and is given "
                + Printable.brief(difference.type().catalogString()) + " by position",
            "Cast it, or give the columns in the table's order.")));
  }

  /**
   * Warns of, or refuses, types that differ from the columns' earlier types.
   *
   * @param earlier columns that the written ones are made of, and columns that the table is known to have
   * @param check null: as WARN
   */
  void checkEarlier(
      List<StructField> earlier, @Nullable TypeCheck check, List<ConfigError> errors) {
    if (check == TypeCheck.OFF) {
      return;
    }
    for (TypeDifference difference : differences(earlier)) {
      report(difference, "has been " + difference.known(), check, errors);
    }
  }

  /**
   * Warns of, or refuses, types that differ from those of the columns that the written ones are made of.
   *
   * @param statement knows these columns by the number of the written column
   */
  void checkOrigins(WriteStatement statement, @Nullable TypeCheck check, List<ConfigError> errors) {
    if (check == TypeCheck.OFF) {
      return;
    }
    for (int i = 0; i < columns.size(); i++) {
      for (LostTypes.Lost lost : LostTypes.in(columns.apply(i), statement.origins(i))) {
        String had = "is made of " + Printable.brief(lost.of()) + ", which is "
            + lost.difference().known();
        report(lost.difference(), had, check, errors);
      }
    }
  }

  private static void report(
      TypeDifference difference, String had, @Nullable TypeCheck check, List<ConfigError> errors) {
    ConfigError error = new ConfigError(
        "column " + Printable.brief(difference.path()),
        "",
        "becomes " + difference.becomes() + " ("
            + Printable.brief(difference.type().catalogString()) + "), and " + had,
        difference.remedy());
    if (check == TypeCheck.FAIL) {
      errors.add(error);
    } else if (errors.isEmpty()) {
      LOG.warn(
          "{} check-types = fail refuses it, check-types = off ignores it.",
          Printable.message(error.toString()));
    }
  }

  /**
   * Returns the differences. A column that agrees with one known column of its name has none, even if it differs from
   * another.
   */
  private List<TypeDifference> differences(List<StructField> known) {
    List<TypeDifference> found = new ArrayList<>();
    for (StructField column : columns.fields()) {
      List<List<TypeDifference>> each = known.stream()
          .filter(other -> other.name().equals(column.name()))
          .map(other -> TypeDifference.between(column, other))
          .toList();
      if (each.stream().noneMatch(List::isEmpty)) {
        each.stream().findFirst().ifPresent(found::addAll);
      }
    }
    return found;
  }

  private Optional<StructField> column(String name) {
    return Arrays.stream(columns.fields()).filter(f -> f.name().equals(name)).findFirst();
  }
}
