package dev.sluice.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

final class SameValuesTest {
  private static final AttributeValue BYTES =
      AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] {1, 0}));

  @Test
  void numbersAreComparedByValueAndSetsWithoutOrderAtAnyDepth() {
    assertThat(SameValues.same(
            Map.of(
                "n", AttributeValue.fromN("1.50"),
                "deep",
                    AttributeValue.fromL(List.of(AttributeValue.fromM(
                        Map.of("s", AttributeValue.fromNs(List.of("1", "2.0")))))),
                "ss", AttributeValue.fromSs(List.of("a", "b")),
                "bs", AttributeValue.fromBs(List.of(BYTES.b())),
                "b", BYTES,
                "zero", AttributeValue.fromN("0E+9")),
            Map.of(
                "n", AttributeValue.fromN("15E-1"),
                "deep",
                    AttributeValue.fromL(List.of(AttributeValue.fromM(
                        Map.of("s", AttributeValue.fromNs(List.of("2", "1.00")))))),
                "ss", AttributeValue.fromSs(List.of("b", "a")),
                "bs", AttributeValue.fromBs(List.of(SdkBytes.fromByteArray(new byte[] {1, 0}))),
                "b", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] {1, 0})),
                "zero", AttributeValue.fromN("-0.0"))))
        .isTrue();
  }

  @Test
  void otherTypesValuesAndAttributesDiffer() {
    Map<String, AttributeValue> item =
        Map.of("a", AttributeValue.fromN("1"), "l", AttributeValue.fromL(List.of(BYTES)));

    assertThat(List.of(
            Map.of("a", AttributeValue.fromS("1"), "l", item.get("l")),
            Map.of("a", AttributeValue.fromN("1.0000001"), "l", item.get("l")),
            Map.of("a", item.get("a"), "l", AttributeValue.fromL(List.of(BYTES, BYTES))),
            Map.of("a", item.get("a"), "l", AttributeValue.fromBs(List.of(BYTES.b()))),
            Map.of("a", item.get("a")),
            Map.of("a", item.get("a"), "m", item.get("l"))))
        .noneMatch(other -> SameValues.same(item, other));
    assertThat(SameValues.includes(item, Map.of("a", AttributeValue.fromN("1"))))
        .isTrue();
    assertThat(SameValues.includes(Map.of("a", AttributeValue.fromN("1")), item))
        .isFalse();
  }
}
