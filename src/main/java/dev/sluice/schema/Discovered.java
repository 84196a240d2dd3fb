package dev.sluice.schema;

import dev.sluice.table.TableDescription;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.types.StructType;

/**
 * What a sample says of a table.
 *
 * @param schema a column for each attribute seen, and last the overflow
 * @param attributes what was seen of each
 * @param sampled items looked at
 * @param whole whether those were all items of the table
 * @param consumedReadUnits that looking cost
 * @param counts value of the attribute that was to be counted → items sampled; empty where none was
 * @param entities kind of item → what was seen of it; empty where kinds were not to be told apart
 */
public record Discovered(
    StructType schema,
    Map<String, TypeTally> attributes,
    long sampled,
    boolean whole,
    double consumedReadUnits,
    Map<String, Long> counts,
    Map<String, Entity> entities) {
  /** Of a table; attributes beyond them, the least frequent, are in the overflow. */
  public static final int MAX_COLUMNS = ColumnBudget.MAX_COLUMNS;

  /** Into so many Scan segments the table was cut, each of which gave its share. */
  public static final int SEGMENTS = 16;

  /**
   * What a sample says of one kind of item.
   *
   * @param sampled items of it that were looked at
   */
  public record Entity(StructType schema, Map<String, TypeTally> attributes, long sampled) {}

  /**
   * The same, with columns that go on from those of an earlier snapshot.
   *
   * @param kinds of item, each with the columns that it had; those that the sample has not seen are there too
   */
  public Discovered widened(
      List<TableDescription.Key> keys,
      NumberMapping numbers,
      DeclaredColumns declared,
      Earlier earlier,
      Map<String, Earlier> kinds) {
    Map<String, Entity> all = new TreeMap<>(entities);
    kinds.keySet().forEach(kind -> all.putIfAbsent(kind, new Entity(schema, Map.of(), 0)));
    all.replaceAll((kind, entity) -> new Entity(
        new Columns(numbers, declared, kinds.getOrDefault(kind, Earlier.NONE))
            .of(keys, entity.attributes()),
        entity.attributes(),
        entity.sampled()));
    return new Discovered(
        new Columns(numbers, declared, earlier).of(keys, attributes),
        attributes,
        sampled,
        whole,
        consumedReadUnits,
        counts,
        all);
  }
}
