package dev.sluice.summary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class ContentHashTest {
  private final Map<String, AttributeValue> row = Map.of(
      "pk", AttributeValue.fromS("LATENCY#wine"),
      "count", AttributeValue.fromN("100"),
      "sketch", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] {1, 2})),
      "excluded", AttributeValue.fromM(Map.of("missing", AttributeValue.fromN("1"))));

  @Test
  void bookkeepingDoesNotCount() {
    for (String name : new String[] {
      "asOf", "runId", "contentHash", "restatedBy", "erodedBy", "runStartedAt", "runNumber"
    }) {
      assertThat(hashWith(name, AttributeValue.fromS("x"))).isEqualTo(ContentHash.of(row));
    }
    assertThat(hashWith("expiresAt", AttributeValue.fromN("5"))).isEqualTo(ContentHash.of(row));
  }

  @Test
  void everythingElseDoes() {
    assertThat(ContentHash.of(row)).matches("[0-9a-f]{64}");
    assertThat(hashWith("count", AttributeValue.fromN("101"))).isNotEqualTo(ContentHash.of(row));
    assertThat(hashWith("count", AttributeValue.fromS("100"))).isNotEqualTo(ContentHash.of(row));
    assertThat(hashWith("pk", AttributeValue.fromS("LATENCY#win")))
        .isNotEqualTo(ContentHash.of(row));
    assertThat(hashWith("new", AttributeValue.fromS(""))).isNotEqualTo(ContentHash.of(row));
    assertThat(hashWith("sketch", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] {2, 1}))))
        .isNotEqualTo(ContentHash.of(row));
    assertThat(hashWith(
            "excluded", AttributeValue.fromM(Map.of("missing", AttributeValue.fromN("2")))))
        .isNotEqualTo(ContentHash.of(row));
  }

  @Test
  void aNumberCountsByItsValue() {
    assertThat(hashWith("count", AttributeValue.fromN("1.00E+2"))).isEqualTo(ContentHash.of(row));
  }

  private String hashWith(String name, AttributeValue value) {
    Map<String, AttributeValue> other = new HashMap<>(row);
    other.put(name, value);
    return ContentHash.of(other);
  }
}
