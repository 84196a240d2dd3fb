package dev.sluice.schema;

import dev.sluice.table.TableDescription;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.types.StructType;

/**
 * A table as its sample shows it.
 *
 * @param schema a column for each attribute seen, and last the overflow
 * @param attributes attribute → the types and sizes seen
 * @param sampled number of items in the sample
 * @param whole true if the sample was the whole table
 * @param consumedReadUnits read units of the sample
 * @param counts value of the counted attribute → items in the sample; empty if none is counted
 * @param entities entity type → its part of the sample; empty if entity types are not told apart
 */
public record Discovered(
    StructType schema,
    Map<String, TypeTally> attributes,
    long sampled,
    boolean whole,
    double consumedReadUnits,
    Map<String, Long> counts,
    Map<String, Entity> entities) {
  /** Columns of a table. Attributes beyond them, the least frequent, are in the overflow. */
  public static final int MAX_COLUMNS = ColumnBudget.MAX_COLUMNS;

  /** Scan segments of a sample; each gives its share. */
  public static final int SEGMENTS = 16;

  /**
   * One entity type as the sample shows it.
   *
   * @param sampled number of its items in the sample
   */
  public record Entity(StructType schema, Map<String, TypeTally> attributes, long sampled) {}

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
