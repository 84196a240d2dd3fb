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
  void fiftyKeysConsumeLessThanAHundredthOfTheScan() {
    int items = LongTest.size("count", 1_000_000, 500_000);
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
        .range(50)
        .selectExpr("concat('item-', id * " + items / 50 + ") AS id")
        .createOrReplaceTempView("fifty");

    double scan = units("SELECT count(n) FROM t", items);
    double listed = units("SELECT count(n) FROM t JOIN fifty USING (id)", 50);
    double filtered =
        units("SELECT count(n) FROM t JOIN others USING (id) WHERE m % " + items / 50 + " = 0", 50);

    System.out.printf(
        "of %,d items a scan takes %,.1f read units, 50 keys %,.1f, a filtered side of 50 keys %,.1f%n",
        items, scan, listed, filtered);
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
