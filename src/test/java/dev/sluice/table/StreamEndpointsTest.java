package dev.sluice.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The names are those of AWS's list of endpoints. */
final class StreamEndpointsTest {
  @ParameterizedTest
  @CsvSource({
    "https://dynamodb.us-east-1.amazonaws.com, https://streams.dynamodb.us-east-1.amazonaws.com",
    "https://dynamodb.cn-north-1.amazonaws.com.cn:443, https://streams.dynamodb.cn-north-1.amazonaws.com.cn:443",
    "https://dynamodb.eu-west-1.api.aws, https://streams-dynamodb.eu-west-1.api.aws",
    "http://localhost:8000, http://localhost:8000",
    "https://dynamodb.example.org, https://dynamodb.example.org",
  })
  void streamsOfARegionHaveANameOfTheirOwn(URI dynamoDb, URI streams) {
    assertThat(Endpoints.ofStreams(dynamoDb)).isEqualTo(streams);
  }
}
