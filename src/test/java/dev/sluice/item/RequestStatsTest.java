package dev.sluice.item;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.document.StoredJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Statistics of requests have the form of stored documents in JSON, and keep nanoseconds until then. */
final class RequestStatsTest {
  private static final String JSON =
      "{\"pages\":16,\"repeated\":3,\"throttled\":2,\"waitedMillis\":1500}";

  private static final RequestStats STATS = new RequestStats(16, 3, 2, Duration.ofMillis(1_500));

  @Test
  void jsonHasTheKeysOfStoredDocuments() throws JsonProcessingException {
    assertThat(new ObjectMapper().writeValueAsString(STATS)).isEqualTo(JSON);
    assertThat(StoredJson.mapper().build().writeValueAsString(STATS)).isEqualTo(JSON);
  }

  @Test
  void storedDocumentsAreRead() throws Exception {
    byte[] json = JSON.getBytes(StandardCharsets.UTF_8);
    assertThat(StoredJson.read(StoredJson.mapper().build(), json, RequestStats.class))
        .isEqualTo(STATS);
  }

  @Test
  void shortWaitsAddUp() {
    RequestStats page = new RequestStats(1, 0, 0, Duration.ofNanos(400_000));
    RequestStats three = page.plus(page).plus(page);
    assertThat(page.waitedMillis()).isZero();
    assertThat(three).isEqualTo(new RequestStats(3, 0, 0, Duration.ofNanos(1_200_000)));
    assertThat(three.waitedMillis()).isOne();
    assertThat(STATS.plus(three).minus(STATS)).isEqualTo(three);
  }
}
