package dev.sluice.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.capacity.Throttling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Error bodies as DynamoDB documents them. */
final class ThrottlingErrorTest {
  private static String error(String type, String... reasons) {
    StringBuilder list = new StringBuilder();
    for (String reason : reasons) {
      list.append(list.isEmpty() ? "" : ",")
          .append("{\"reason\":\"")
          .append(reason)
          .append("\",\"resource\":\"arn:aws:dynamodb:eu-west-1:1:table/t\"}");
    }
    return "{\"__type\":\"com.amazonaws.dynamodb.v20120810#" + type + "\",\"message\":\"slow\""
        + (reasons.length == 0 ? "" : ",\"ThrottlingReasons\":[" + list + "]") + "}";
  }

  @ParameterizedTest
  @CsvSource({
    "ProvisionedThroughputExceededException, TableReadProvisionedThroughputExceeded, TABLE",
    "ProvisionedThroughputExceededException, IndexReadProvisionedThroughputExceeded, TABLE",
    "ThrottlingException, TableReadMaxOnDemandThroughputExceeded, TABLE",
    "RequestLimitExceeded, TableReadAccountLimitExceeded, TABLE",
    "ProvisionedThroughputExceededException, TableReadKeyRangeThroughputExceeded, KEY_RANGE",
    "ThrottlingException, IndexReadKeyRangeThroughputExceeded, KEY_RANGE",
    "ThrottlingException, SomethingNew, UNKNOWN"
  })
  void theReasonTellsTableAndKeysApart(String type, String reason, Throttling expected) {
    assertThat(ThrottlingError.of(error(type, reason))).contains(expected);
  }

  @Test
  void ofSeveralReasonsTheTableCounts() {
    assertThat(ThrottlingError.of(error(
            "ThrottlingException",
            "TableReadKeyRangeThroughputExceeded",
            "TableReadProvisionedThroughputExceeded")))
        .contains(Throttling.TABLE);
  }

  @Test
  void withoutAReasonItIsNotKnown() {
    assertThat(ThrottlingError.of(error("ProvisionedThroughputExceededException")))
        .contains(Throttling.UNKNOWN);
  }

  @Test
  void otherErrorsAreNotThrottling() {
    assertThat(ThrottlingError.of(error("ValidationException"))).isEmpty();
  }
}
