package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.table.TableDescription;
import dev.sluice.testing.ConsumedUnits;
import dev.sluice.testing.FaultyDynamoDb;
import dev.sluice.testing.LongTest;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A join of 50 keys with a large table, of {@code -Dsluice.long.count} items. */
final class LargeJoinTest {
  private static final List<TableDescription.Key> KEYS =
      List.of(new TableDescription.Key("id", "S"));

  private final FaultyDynamoDb front = FaultyDynamoDb.start();
  private final SparkSession spark = TestSpark.session().newSession();

  @AfterEach
  void stop() {
    front.close();
  }

  @Test
  @Tag("long")
  @Timeout(value = 2, unit = TimeUnit.HOURS)
  void fewKeysConsumeLessThanAHundredthOfTheScan() {
    int items = LongTest.size("count", 1_000_000, 100_000);
    int keys = Math.min(50, items / 10_000);
    String table = filled(items);
    spark
        .read()
        .format("sluice")
        .option("table", table)
        .option("region", "us-east-1")
        .option("endpoint", front.endpoint().toString())
        .load()
        .createOrReplaceTempView("t");
    spark
        .range(items)
        .selectExpr("concat('item-', id) AS id", "id AS m")
        .createOrReplaceTempView("others");
    spark
        .range(keys)
        .selectExpr("concat('item-', id * " + items / keys + ") AS id")
        .createOrReplaceTempView("few");

    double scan = units("SELECT count(n) FROM t", items);
    double listed = units("SELECT count(n) FROM t JOIN few USING (id)", keys);
    double filtered = units(
        "SELECT count(n) FROM t JOIN others USING (id) WHERE m % " + items / keys + " = 0", keys);

    System.out.printf(
        "of %,d items a scan takes %,.1f read units, %d keys %,.1f, a filtered side of as many %,.1f%n",
        items, scan, keys, listed, filtered);
    assertThat(listed).isLessThan(scan / 100);
    assertThat(filtered).isLessThan(scan / 100);
  }

  private double units(String query, long count) {
    ConsumedUnits consumed = ConsumedUnits.at(front);
    assertThat(spark.sql(query).collectAsList().get(0).getLong(0)).isEqualTo(count);
    return consumed.total();
  }

  private static String filled(int items) {
    String table = TestServers.table("large");
    TestServers.createTable(table, KEYS);
    int parts = 4;
    IntStream.range(0, parts)
        .parallel()
        .forEach(part -> TargetTables.put(
            table,
            KEYS,
            IntStream.range(0, items)
                .filter(i -> i % parts == part)
                .mapToObj(i -> Map.of(
                    "id", AttributeValue.fromS("item-" + i),
                    "n", AttributeValue.fromN("" + i),
                    "text", AttributeValue.fromS("some text of item " + i)))));
    return table;
  }
}
