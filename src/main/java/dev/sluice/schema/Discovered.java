package dev.sluice.schema;

import java.util.Map;
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
  /** Into so many Scan segments the table was cut, each of which gave its share. */
  public static final int SEGMENTS = 16;

  /**
   * What a sample says of one kind of item.
   *
   * @param sampled items of it that were looked at
   */
  public record Entity(StructType schema, Map<String, TypeTally> attributes, long sampled) {}
}
