package dev.sluice.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.testing.DynamoDbReply;
import dev.sluice.testing.DynamoDbRequest;
import dev.sluice.testing.FaultyDynamoDb;
import dev.sluice.testing.InjectedFault;
import dev.sluice.testing.TestSpark;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import scala.Function1;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A table of one segment whose Scan responses the test writes, byte for byte; its schema is that of sound items. Read as
 * Spark reads it, without a Spark job.
 */
final class ServedPages implements AutoCloseable {
  private final String table = TargetTables.create();
  private final FaultyDynamoDb front = FaultyDynamoDb.start();
  private final AtomicInteger requests = new AtomicInteger();
  private final Batch batch;
  private final Function1<Object, Object> external;
  private volatile Function<Integer, DynamoDbReply> pages = page -> {
    throw new IllegalStateException("no page " + page);
  };

  ServedPages(List<Map<String, AttributeValue>> sample) {
    TestSpark.session();
    TargetTables.put(table, sample);
    CaseInsensitiveStringMap options = new CaseInsensitiveStringMap(
        Map.of("table", table, "endpoint", front.endpoint().toString(), "segments", "1"));
    SluiceProvider provider = new SluiceProvider();
    StructType schema = provider.inferSchema(options);
    SupportsRead read =
        (SupportsRead) provider.getTable(schema, new Transform[0], options.asCaseSensitiveMap());
    this.batch = read.newScanBuilder(options).build().toBatch();
    this.external = CatalystTypeConverters.createToScalaConverter(schema);
    front.otherwise(
        request -> request.operation().equals("Scan") ? this::reply : InjectedFault.NONE);
  }

  String table() {
    return table;
  }

  /** Requests of the newest read. */
  int requests() {
    return requests.get();
  }

  /**
   * The items of the whole segment.
   *
   * @param pages what is answered to a request that starts behind {@code {"id":{"S":"3"}}}, by that number; 0 for the
   *     first, -1 where the key is another
   */
  List<Object> read(Function<Integer, DynamoDbReply> pages) throws IOException {
    this.pages = pages;
    requests.set(0);
    List<Object> items = new ArrayList<>();
    for (InputPartition partition : batch.planInputPartitions()) {
      try (PartitionReader<InternalRow> reader =
          batch.createReaderFactory().createReader(partition)) {
        while (reader.next()) {
          items.add(Reassembled.of((Row) external.apply(reader.get())));
        }
      }
    }
    return items;
  }

  /** The items of the whole segment by the batches in which they are read, likewise. */
  List<List<Object>> readBatches(Function<Integer, DynamoDbReply> pages) throws IOException {
    this.pages = pages;
    requests.set(0);
    List<List<Object>> batches = new ArrayList<>();
    for (InputPartition partition : batch.planInputPartitions()) {
      try (PartitionReader<ColumnarBatch> reader =
          batch.createReaderFactory().createColumnarReader(partition)) {
        while (reader.next()) {
          List<Object> items = new ArrayList<>();
          reader
              .get()
              .rowIterator()
              .forEachRemaining(row -> items.add(Reassembled.of((Row) external.apply(row))));
          batches.add(items);
        }
      }
    }
    return batches;
  }

  private DynamoDbReply reply(
      DynamoDbRequest request, Function<DynamoDbRequest, DynamoDbReply> dynamoDb) {
    requests.incrementAndGet();
    return pages.apply(number(request.body().path("ExclusiveStartKey")));
  }

  private static int number(JsonNode startKey) {
    String number = startKey.at("/id/S").asText();
    return startKey.isMissingNode()
        ? 0
        : number.matches("\\d{1,9}") ? Integer.parseInt(number) : -1;
  }

  @Override
  public void close() {
    front.close();
  }
}
