package dev.sluice.access;

import dev.sluice.decode.ColumnMetadata;
import dev.sluice.decode.ItemMetadata;
import dev.sluice.failure.ConfigError;
import dev.sluice.failure.InvalidConfigurationException;
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
