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
 */
public record Discovered(
    StructType schema,
    Map<String, TypeTally> attributes,
    long sampled,
    boolean whole,
    double consumedReadUnits) {}
