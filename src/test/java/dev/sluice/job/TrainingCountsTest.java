package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TrainingCountsTest {
  @Test
  void theResultHasChannelsAndWhatWasLeftOut() {
    Map<String, Object> section = new LinkedHashMap<>();
    section.put("train", Map.of("rows", 4_043, "bytes", 9_000_000_000L, "files", 2));
    section.put("test", Map.of("rows", 512, "bytes", 700, "files", 1));
    section.put("leftOut", Map.of("unlabelled", 7));
    section.put("columns", Map.of());
    section.put("sameFeatures", Map.of("distinct", 3));
    TrainingCounts counts = TrainingCounts.of(section);

    assertThat(counts.json())
        .hasToString("{\"train\":{\"rows\":4043,\"bytes\":9000000000},"
            + "\"test\":{\"rows\":512,\"bytes\":700},\"leftOut\":{\"unlabelled\":7}}");
    assertThat(counts.line())
        .isEqualTo("train 4,043 rows, test 512 rows, 3 equal features in several of them");
  }
}
