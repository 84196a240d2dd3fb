package dev.sluice.bench.contestant;

import dev.sluice.table.AwsSettings;
import dev.sluice.table.Clients;
import java.io.Serializable;
import java.util.Iterator;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The SDK's own paginated Scan in Spark tasks, a segment each. */
final class PlainSdk implements Contestant {
  /** Reads one segment; goes to tasks. */
  private record Segments(AwsSettings aws, String table, int total, AttributeRows rows)
      implements Serializable {
    Iterator<Row> read(int segment) {
      return SHARED
          .computeIfAbsent(aws, Clients::dynamoDb)
          .scanPaginator(r -> r.tableName(table).segment(segment).totalSegments(total))
          .items()
          .stream()
          .map(rows::row)
          .iterator();
    }
  }

  /** One for all tasks, as a careful user has it. */
  private static final ConcurrentMap<AwsSettings, DynamoDbClient> SHARED =
      new ConcurrentHashMap<>();

  @Override
  public Dataset<Row> rows(Scene scene) {
    Task task = scene.task();
    Segments segments = new Segments(
        new AwsSettings(Scene.REGION, task.endpoint(), null, null),
        task.table().tableName(),
        task.segments(),
        new AttributeRows(scene.columns()));
    JavaRDD<Row> rows = JavaSparkContext.fromSparkContext(scene.spark().sparkContext())
        .parallelize(IntStream.range(0, task.segments()).boxed().toList(), task.segments())
        .flatMap(segments::read);
    return scene.spark().createDataFrame(rows, scene.columns());
  }
}
