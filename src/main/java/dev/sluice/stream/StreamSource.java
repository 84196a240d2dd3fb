package dev.sluice.stream;

import dev.sluice.scan.SampleParts;
import dev.sluice.table.AwsSettings;
import dev.sluice.table.Clients;
import dev.sluice.table.TableStream;
import dev.sluice.table.Tables;
import java.io.Serializable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The Stream of a table.
 *
 * @param table name or ARN
 */
public record StreamSource(AwsSettings aws, String table) implements Serializable {
  /**
   * Describes the stream.
   *
   * @throws dev.sluice.failure.ResourceUnavailableException if it is off, or its records do not have the items
   */
  public TableStream describe() {
    try (DynamoDbClient client = Clients.dynamoDb(aws)) {
      TableStream stream = new Tables(client).stream(table);
      if (!stream.isOn()) {
        throw StreamFailures.off(stream);
      }
      if (!view(stream).hasNew()) {
        throw StreamFailures.withoutImages(stream);
      }
      return stream;
    }
  }

  /** Returns what the records of a stream have. */
  public static StreamView view(TableStream stream) {
    return StreamView.valueOf(stream.view());
  }

  /** Returns the images of some changes, from which a sample finds the columns of the items. */
  public SampleParts sample(TableStream stream) {
    return new StreamSample(StreamCalls.of(aws, stream.arn()));
  }

  /**
   * Fails if a stream is not the table's any more.
   *
   * @throws dev.sluice.failure.ResourceUnavailableException if it was turned off, whether or not there is another one
   */
  void check(String arn) {
    String present = describe().arn();
    if (!present.equals(arn)) {
      throw StreamFailures.replaced(arn, present);
    }
  }
}
