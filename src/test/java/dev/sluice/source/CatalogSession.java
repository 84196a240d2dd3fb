package dev.sluice.source;

import dev.sluice.testing.FaultyDynamoDb;
import dev.sluice.testing.TestSpark;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A session of its own with the catalogs {@code ddb} and {@code other}, whose requests pass a front that counts them. */
final class CatalogSession implements AutoCloseable {
  final FaultyDynamoDb front = FaultyDynamoDb.start();
  final SparkSession spark = TestSpark.session().newSession();

  CatalogSession() {
    catalog("ddb", Map.of());
    catalog("other", Map.of());
  }

  /** Adds a catalog with these options and the endpoint. */
  void catalog(String name, Map<String, String> options) {
    String key = "spark.sql.catalog." + name;
    spark.conf().set(key, "dev.sluice.SluiceCatalog");
    spark.conf().set(key + ".endpoint", endpoint());
    options.forEach((option, value) -> spark.conf().set(key + "." + option, value));
  }

  String endpoint() {
    return front.endpoint().toString();
  }

  List<Row> rows(String sql) {
    return spark.sql(sql).collectAsList();
  }

  long count(String sql) {
    return spark.sql(sql).head().getLong(0);
  }

  /** The names of the operations that DynamoDB is asked for, in order. */
  List<String> operations(Callable<?> action) throws Exception {
    int before = front.requests().size();
    action.call();
    return front.requests().stream()
        .skip(before)
        .map(request -> request.operation())
        .toList();
  }

  @Override
  public void close() {
    front.close();
  }
}
