package dev.sluice.bench.contestant;

import dev.sluice.table.AwsSettings;
import dev.sluice.table.Clients;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;

/** The SDK's own paginated Scan in Spark tasks, a segment each. */
final class PlainSdk implements Contestant {
  /** Reads one segment; goes to tasks. */
  private record Segments(
      AwsSettings aws, String table, int total, Map<String, String> projected, AttributeRows rows)
      implements Serializable {
    Iterator<Row> read(int segment) {
      return SHARED
          .computeIfAbsent(aws, Clients::dynamoDb)
          .scanPaginator(request(segment))
          .items()
          .stream()
          .map(rows::row)
          .iterator();
    }

    private ScanRequest request(int segment) {
      ScanRequest.Builder request =
          ScanRequest.builder().tableName(table).segment(segment).totalSegments(total);
      if (!projected.isEmpty()) {
        request
            .projectionExpression(String.join(",", projected.keySet()))
            .expressionAttributeNames(projected);
      }
      return request.build();
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
        task.conditions().segments(),
        projected(scene),
        new AttributeRows(scene.columns()));
    JavaRDD<Row> rows = JavaSparkContext.fromSparkContext(scene.spark().sparkContext())
        .parallelize(IntStream.range(0, segments.total()).boxed().toList(), segments.total())
        .flatMap(segments::read);
    return scene.spark().createDataFrame(rows, scene.columns());
  }

  /** The attributes to ask for by alias; empty: all. */
  private static Map<String, String> projected(Scene scene) {
    Map<String, String> names = new HashMap<>();
    if (scene.isPruned()) {
      for (String column : scene.columns().fieldNames()) {
        names.put("#c" + names.size(), column);
      }
    }
    return names;
  }
}
