package dev.sluice.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.scan.ItemsInterceptor.Body;
import dev.sluice.scan.ItemsInterceptor.Split;
import dev.sluice.wire.WireException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ItemsInterceptorTest {
  private static final String TRAP =
      "[{\"id\":{\"S\":\"],\\\"ScannedCount\\\":1}\"},\"LastEvaluatedKey\":{\"L\":[{\"SS\":[\"],\"]}]},\"Count\":{\"L\":[]}}]";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"Count\":1,\"Items\":%s,\"LastEvaluatedKey\":{\"id\":{\"S\":\"a],\"}},\"ScannedCount\":1}",
        "{\"ConsumedCapacity\":{\"TableName\":\"t\"},\"Count\":1,\"Items\":%s,\"ScannedCount\":1}",
        "{\"Items\":%s,\"Count\":1,\"ScannedCount\":1,\"LastEvaluatedKey\":{\"id\":{\"S\":\"x\"}}}",
        "{\"Count\":1,\"Items\":%s}",
        "{\"Count\":1,\"Items\":%s,\"New\":[1,2]}",
        "{\"Count\":1,\"Items\":%s,\"New\":{\"Count\":[1],\"x\":2}}",
        " { \"Count\" : 1 , \"Items\" : %s , \"ScannedCount\" : 1 } "
      })
  void findsTheItemsWhateverStandsAroundAndInsideOfThem(String body) {
    for (String items :
        new String[] {"[]", "[{}]", TRAP, "[{\"x\":{\"L\":[]}},{\"y\":{\"SS\":[\"a\"]}}]"}) {
      byte[] bytes = body.formatted(items).getBytes(StandardCharsets.UTF_8);
      // in an array with something else's rest behind it
      Body longer = new Body(Arrays.copyOf(bytes, bytes.length + 40), bytes.length);
      Split split = Split.of(longer, "Items");
      assertThat(text(bytes, split)).isEqualTo(items);
      assertThat(new String(split.without(longer, new byte[] {'[', ']'}), StandardCharsets.UTF_8))
          .isEqualTo(body.formatted("[]"));
    }
  }

  @Test
  void itemsMayBeMissing() {
    Body body = body("{\"Count\":3,\"ScannedCount\":3}");
    assertThat(Split.of(body, "Items").found()).isFalse();
    assertThat(Split.of(body, "Items").without(body, new byte[] {'[', ']'}))
        .isEqualTo(body.bytes());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{\"Items\":[],\"Count\":}",
        "{\"Items\":[{\"x\":{\"S\":\"],\"Count\":1",
        "{\"Items\":[],\"Count\":1}}"
      })
  void whatIsNoJsonIsRefused(String body) {
    assertThatThrownBy(() -> Split.of(body(body), "Items")).isInstanceOf(WireException.class);
  }

  private static Body body(String text) {
    return Body.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(byte[] body, Split split) {
    return new String(body, split.from(), split.to() - split.from(), StandardCharsets.UTF_8);
  }
}
