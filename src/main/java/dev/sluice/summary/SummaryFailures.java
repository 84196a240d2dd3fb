package dev.sluice.summary;

import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.table.AwsFailures;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/** Translates the SDK's exceptions for the summary table. */
record SummaryFailures(DynamoDbClient client, String table) {
  <T> T translated(Supplier<T> call) {
    try {
      return call.get();
    } catch (ResourceNotFoundException e) {
      throw new ResourceUnavailableException(
          "summary table " + table + " does not exist in region "
              + client.serviceClientConfiguration().region(),
          "Create it with `jobs/sluice init`, or check sluice.summary.table and sluice.aws.region.",
          e);
    } catch (SdkException e) {
      if (AwsFailures.isThrottled(e)) {
        throw new ResourceUnavailableException(
            "summary table " + table + ": still throttled by DynamoDB after all retries: "
                + e.getMessage(),
            "Raise its capacity (or its on-demand maximum) and start again with the same --run-id.",
            e);
      }
      throw AwsFailures.translate("summary table " + table, e);
    }
  }
}
