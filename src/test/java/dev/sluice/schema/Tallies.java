package dev.sluice.schema;

import dev.sluice.table.TableDescription;
import dev.sluice.wire.DynamoJsonReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/** Schemas of items given as DynamoDB JSON with single quotes. */
final class Tallies {
  private static final List<TableDescription.Key> KEYS =
      List.of(new TableDescription.Key("id", "S"));

  private Tallies() {}

  static Map<String, TypeTally> of(List<String> items) {
    TypeTally tally = new TypeTally();
    for (String item : items) {
      tally.addMembers(
          new DynamoJsonReader(item.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
    }
    return tally.members();
  }

  static StructType schema(List<String> items) {
    return schema(items, DeclaredColumns.NONE);
  }

  static StructType schema(List<String> items, DeclaredColumns declared) {
    return new Columns(NumberMapping.EXACT, declared).of(KEYS, of(items));
  }

  /** The type of the attribute {@code m} of items that have nothing else. */
  static DataType typeOf(List<String> maps) {
    return schema(maps.stream().map(map -> "{'m':" + map + "}").toList())
        .apply("m")
        .dataType();
  }
}
