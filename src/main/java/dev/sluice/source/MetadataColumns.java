package dev.sluice.source;

import dev.sluice.access.ReadPlan;
import dev.sluice.decode.ItemMetadata;
import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.table.TableDescription;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.connector.catalog.MetadataColumn;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The columns of a table that are no attributes of its items: {@link ItemMetadata}. Spark offers them to queries that name
 * them, unless an attribute has the same name.
 */
final class MetadataColumns {
  private MetadataColumns() {}

  /** A column as Spark describes it. */
  private record Described(ItemMetadata kind) implements MetadataColumn {
    @Override
    public String name() {
      return kind.column();
    }

    @Override
    public DataType dataType() {
      return kind.type();
    }

    @Override
    public String comment() {
      return kind.comment();
    }
  }

  /**
   * Returns those of a table.
   *
   * @param changes whether its rows are changes, of which only the key is that of one item
   */
  static MetadataColumn[] of(boolean changes) {
    return Arrays.stream(ItemMetadata.values())
        .filter(kind -> !changes || kind == ItemMetadata.KEY)
        .map(Described::new)
        .toArray(MetadataColumn[]::new);
  }

  /** Returns the attributes and other columns of the table among those that Spark requires. */
  static StructType without(StructType required, StructType table) {
    return new StructType(Arrays.stream(required.fields())
        .filter(field -> kind(field, table).isEmpty())
        .toArray(StructField[]::new));
  }

  /**
   * Returns the columns, and those that describe items among the ones that Spark requires.
   *
   * @throws ResourceUnavailableException if the time of expiry is required, and it is not known whether the table has a
   *     TTL, or if rows are changes, and not the key is required
   */
  static StructType and(StructType columns, StructType required, ReadPlan plan) {
    return new StructType(Stream.concat(
            Arrays.stream(columns.fields()),
            Arrays.stream(required.fields())
                .flatMap(field -> kind(field, plan.schema()).stream())
                .filter(kind -> isOf(kind, plan))
                .map(kind -> field(kind, plan)))
        .toArray(StructField[]::new));
  }

  private static Optional<ItemMetadata> kind(StructField field, StructType table) {
    return table.getFieldIndex(field.name()).isDefined()
        ? Optional.empty()
        : ItemMetadata.named(field.name());
  }

  /** Returns true, or refuses what only an item has. */
  private static boolean isOf(ItemMetadata kind, ReadPlan plan) {
    if (plan.path().areChanges() && kind != ItemMetadata.KEY) {
      throw new ResourceUnavailableException(
          "table " + plan.description().name() + ": changes have no " + kind.column()
              + ", which describes an item",
          "Leave it out, or read the table or a full export.");
    }
    return true;
  }

  private static StructField field(ItemMetadata kind, ReadPlan plan) {
    TableDescription table = plan.description();
    return switch (kind) {
      case KEY -> kind.field(keys(table), 0);
      case SIZE -> kind.field(List.of(), 0);
      case EXPIRES_AT -> kind.field(ttl(table), now(plan));
    };
  }

  private static List<String> keys(TableDescription table) {
    if (table.keys().isEmpty()) {
      throw new ResourceUnavailableException(
          "table " + table.name() + ": its export does not state the keys, of which "
              + ItemMetadata.KEY.column() + " is made",
          "Name the table too in the option table, if it still exists.");
    }
    return table.keys().stream().map(TableDescription.Key::name).toList();
  }

  private static List<String> ttl(TableDescription table) {
    if (!table.timeToLive().isKnown()) {
      throw new ResourceUnavailableException(
          "table " + table.name()
              + ": it is not known which attribute holds "
              + ItemMetadata.EXPIRES_AT.column()
              + ": dynamodb:DescribeTimeToLive is denied, or was not asked of an export's table",
          "Grant it, or name the attribute in the option ttl-attribute, or the table of the export in table.");
    }
    return Optional.ofNullable(table.ttlAttribute()).stream().toList();
  }

  /** Returns the time of the table's description, so that every scan by one plan has the same. */
  private static long now(ReadPlan plan) {
    Long at = plan.settings().expiredAt();
    return at == null ? plan.description().describedAt().getEpochSecond() : at;
  }
}
