package dev.sluice.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class RowScopeTest {
  private static final RowScope SCOPE = RowScope.of(List.of(
      new RowKey("LATENCY#a", "DAY#2026-10-17#1"),
      new RowKey("LATENCY#b", "DAY#2026-10-19#1"),
      new RowKey("LATENCY#b", "WEEK#2026-W43#1"),
      new RowKey("EXPERIMENT#e", "BEST")));

  @Test
  void itHasItsRowsAndThoseBetween() {
    assertThat(has("LATENCY#a", "DAY#2026-10-17#1")).isTrue();
    assertThat(has("LATENCY#a", "DAY#2026-10-18#2")).isTrue();
    assertThat(has("EXPERIMENT#e", "BEST")).isTrue();
    assertThat(has("LATENCY#c", "DAY#2026-10-18#1")).isFalse();
    assertThat(has("LATENCY#a", "DAY#2026-10-16#1")).isFalse();
    assertThat(has("LATENCY#a", "DAY#2026-10-20#1")).isFalse();
    assertThat(has("LATENCY#a", "HOUR#2026-10-18T01#1")).isFalse();
    assertThat(has("BOARD", "a")).isFalse();
  }

  @Test
  void itIsReadAsItWasWritten() {
    for (RowScope scope : List.of(SCOPE, RowScope.ALL, RowScope.of(List.of()))) {
      assertThat(RowScope.read(scope.attribute().m())).isEqualTo(scope);
    }
  }

  @Test
  void ofManyPartitionsItMayHaveAny() {
    RowScope many = RowScope.of(IntStream.rangeClosed(0, RowScope.MAX_PARTITIONS)
        .mapToObj(model -> new RowKey("LATENCY#" + model, "DAY#2026-10-19#1"))
        .toList());
    assertThat(many.mayHave(new RowKey("LATENCY#other", "DAY#2026-10-19#1"))).isTrue();
    assertThat(many.mayHave(new RowKey("LATENCY#other", "DAY#2026-10-20#1"))).isFalse();
    assertThat(many.meets(SCOPE)).isTrue();
  }

  @Test
  void somethingElseIsRefused() {
    Map<String, AttributeValue> map = new TreeMap<>(SCOPE.attribute().m());
    map.put("labels", AttributeValue.fromM(Map.of("DAY", AttributeValue.fromL(List.of()))));
    assertThatThrownBy(() -> RowScope.read(map)).isInstanceOf(IllegalArgumentException.class);
    map.put("labels", AttributeValue.fromS("DAY"));
    assertThatThrownBy(() -> RowScope.read(map)).isInstanceOf(IllegalArgumentException.class);
  }

  private static boolean has(String pk, String sk) {
    return SCOPE.mayHave(new RowKey(pk, sk));
  }
}
