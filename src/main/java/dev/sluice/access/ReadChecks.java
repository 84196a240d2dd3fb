package dev.sluice.access;

import dev.sluice.change.ChangeColumn;
import dev.sluice.decode.ColumnMetadata;
import dev.sluice.decode.ItemMetadata;
import dev.sluice.failure.ConfigError;
import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.schema.Conformance;
import dev.sluice.schema.ParseOptions;
import dev.sluice.table.TableDescription;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.StructType;

/** Refuses reads that the table, or the named index, cannot answer. */
public final class ReadChecks {
  private ReadChecks() {}

  /**
   * Checks that the index exists and projects the needed attributes.
   *
   * @throws InvalidConfigurationException if it does not
   */
  static void index(ReadSettings settings, TableDescription table) {
    String name = settings.index();
    if (settings.autoIndex() && table.index(ReadSettings.AUTO_INDEX).isPresent()) {
      throw invalid(
          ReadSettings.INDEX,
          ReadSettings.AUTO_INDEX,
          "table " + table.name() + " has an index of this name, which may be meant",
          "Leave index out to read the table, or name another index.");
    }
    if (name == null) {
      return;
    }
    TableDescription.Index index = table.index(name).orElseThrow(() -> noIndex(name, table));
    if (index.global() && settings.consistentRead()) {
      throw invalid(
          ReadSettings.CONSISTENT_READ,
          "true",
          "a global index (" + name + ") has no consistent reads",
          "Read the table, or leave consistent-read off.");
    }
    List<String> missing = settings.indexNeeds().needed().stream()
        .filter(path -> !index.projects(path, table.keys())
            && !index.projects(path.split("\\.", 2)[0], table.keys()))
        .toList();
    if (!missing.isEmpty()) {
      throw invalid(
          ReadSettings.INDEX,
          name,
          "the index does not project " + missing + ", which the figures need",
          "Read the table, or an index that projects them.");
    }
  }

  /**
   * Checks that a schema given by a user has the key attributes by their own names. A column whose name differs by case
   * would be NULL in every row, and so would the corrupt column hide the key whose name it takes.
   *
   * @throws InvalidConfigurationException if it does not
   */
  static void keys(ReadSettings settings, TableDescription table, StructType given) {
    List<String> names = List.of(given.fieldNames());
    Conformance conformance = settings.columns().conformance();
    String corrupt = conformance == null ? null : conformance.corruptColumn();
    for (TableDescription.Key key : table.keys()) {
      if (key.name().equals(corrupt)) {
        throw invalid(
            ParseOptions.CORRUPT_COLUMN,
            key.name(),
            "is a key of table " + table.name(),
            "Name a column that is no attribute.");
      }
      names.stream()
          .filter(name -> !names.contains(key.name()) && name.equalsIgnoreCase(key.name()))
          .findFirst()
          .ifPresent(name -> {
            throw invalid(
                "schema",
                name,
                "the key of table " + table.name() + " is called " + key.name()
                    + ", and DynamoDB's names differ by case",
                "Name the columns as the attributes are called.");
          });
    }
  }

  /**
   * Checks that no column of changes is declared as an attribute.
   *
   * @throws InvalidConfigurationException if one is
   */
  static void changes(ReadSettings settings) {
    settings.columns().declared().names().stream()
        .filter(ChangeColumn.NAMES::include)
        .sorted()
        .findFirst()
        .ifPresent(name -> {
          throw invalid(
              "ddl",
              name,
              "is a column that describes changes, whose type is fixed",
              "Leave it out: an attribute of this name is in _overflow.");
        });
  }

  private static InvalidConfigurationException noIndex(String name, TableDescription table) {
    return invalid(
        ReadSettings.INDEX,
        name,
        "table " + table.name() + " has no such index",
        "It has " + table.indexes().stream().map(TableDescription.Index::name).toList() + ".");
  }

  /**
   * Checks that the index projects the columns, and the TTL attribute if expired items are left out.
   *
   * @throws InvalidConfigurationException if it does not
   */
  public static void columns(ReadPlan plan, StructType columns) {
    IndexProjection projection = plan.projection();
    String index = String.valueOf(plan.index());
    String ttl = plan.expiry().attribute();
    if (ttl != null && !projection.has(ttl)) {
      throw invalid(
          ReadSettings.INDEX,
          index,
          "the index does not project " + ttl + ", which marks expired items",
          "Let them pass (source.skip-expired = false), or read the table.");
    }
    List<String> missing = Arrays.stream(columns.fields())
        .filter(f -> !ColumnMetadata.isItem(f))
        .flatMap(ItemMetadata::attributes)
        .filter(name -> !projection.has(name))
        .toList();
    if (!missing.isEmpty()) {
      throw invalid(
          ReadSettings.INDEX,
          index,
          "the index does not project " + missing,
          "Select only columns that it projects, or read the table.");
    }
  }

  /**
   * Checks that there are Queries if the user requires them.
   *
   * @throws InvalidConfigurationException if the filter gives no key condition
   */
  public static void queries(ReadPlan plan) {
    if (plan.settings().kind() == AccessPath.Kind.QUERY && plan.path().queries().isEmpty()) {
      String wanted = plan.projection().keys().partition().stream()
          .map(key -> key.name() + " = … or " + key.name() + " IN (…)")
          .collect(Collectors.joining(", and "));
      throw invalid(
          ReadSettings.KIND,
          "query",
          "the filter has no condition " + wanted + " that a Query could take its key from",
          "Add one with literals of the column's own type, without OR around it, or let kind = scan.");
    }
  }

  private static InvalidConfigurationException invalid(
      String key, String value, String problem, String remedy) {
    return new InvalidConfigurationException(List.of(new ConfigError(key, value, problem, remedy)));
  }
}
