package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
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
    assertThat(counts.labels()).isEmpty();
    assertThat(counts.warnings()).isEmpty();
  }

  @Test
  void labelsAndWarningsAreShown() {
    Map<String, Object> classes =
        Map.of("ham", 5_000, "spam", 40, "eggs", 700, "x\n\u001b[31m" + "y".repeat(400), 9_000);
    Map<String, Object> section = new LinkedHashMap<>();
    section.put(
        "train",
        Map.of(
            "rows",
            14_750,
            "labels",
            Map.of("classes", classes, "others", Map.of("rows", 10, "classes", 2))));
    section.put("validation", Map.of("rows", 0, "labels", Map.of("classes", Map.of())));
    section.put("test", Map.of("rows", 9, "labels", Map.of("min", 0.5, "mean", 1.25, "max", 9.0)));
    section.put("warnings", List.of("validation is empty,\nfor a share of 0.1"));
    TrainingCounts counts = TrainingCounts.of(section);

    assertThat(counts.labels())
        .matches("train x␊␛\\[31my+…y+ \\(.*\\): 9,000, ham: 5,000, eggs: 700, 3 more classes;"
            + " test 0.5 to 9.0, mean 1.25");
    assertThat(counts.warnings()).containsExactly("validation is empty,␊for a share of 0.1");
    assertThat(counts.json().at("/train/labels/others/classes").asInt()).isEqualTo(2);
    assertThat(counts.json().path("warnings")).hasSize(1);
  }
}
