package dev.sluice.schema;

import dev.sluice.table.TableDescription;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.types.StructType;

/**
 * The result of sampling a table.
 *
 * @param schema a column for each attribute seen, and the overflow as the last one
 * @param attributes attribute → the types and sizes seen
 * @param sampled the number of items in the sample
 * @param whole whether the sample was the whole table
 * @param consumedReadUnits the read units consumed by the sample
 * @param counts value of the counted attribute → items in the sample; empty if none is counted
 * @param entities entity type → its part of the sample; empty if entity types are not distinguished
 */
public record Discovered(
    StructType schema,
    Map<String, TypeTally> attributes,
    long sampled,
    boolean whole,
    double consumedReadUnits,
    Map<String, Long> counts,
    Map<String, Entity> entities) {
  /** The largest number of columns of a table. The least frequent attributes beyond it are in the overflow. */
  public static final int MAX_COLUMNS = ColumnBudget.MAX_COLUMNS;

  /** The number of Scan segments in a sample. Each contributes its share. */
  public static final int SEGMENTS = 16;

  /**
   * One entity type in the sample.
   *
   * @param sampled the number of its items in the sample
   */
  public record Entity(StructType schema, Map<String, TypeTally> attributes, long sampled) {}

  /** Returns the same, as the sample of a table that may have more items. */
  public Discovered ofPart() {
    return new Discovered(schema, attributes, sampled, false, consumedReadUnits, counts, entities);
  }

  /**
   * Returns the table with columns that continue those of an earlier snapshot.
   *
   * @param entityTypes entity type → its earlier columns; types that the sample does not have are added
   */
  public Discovered widened(
      List<TableDescription.Key> keys,
      NumberMapping numbers,
      DeclaredColumns declared,
      Earlier earlier,
      Map<String, Earlier> entityTypes) {
    Map<String, Entity> all = new TreeMap<>(entities);
    entityTypes
        .keySet()
        .forEach(entityType -> all.putIfAbsent(entityType, new Entity(schema, Map.of(), 0)));
    all.replaceAll((entityType, entity) -> new Entity(
        new Columns(numbers, declared, entityTypes.getOrDefault(entityType, Earlier.NONE))
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
