package dev.sluice.dataset.lake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dataset.lake.ExportSpans.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** DynamoDB exports windows of 15 minutes to 24 hours. */
final class ExportSpansTest {
  private static final Instant AT = Instant.parse("2026-11-20T01:00:00.123Z");

  private static Instant after(String duration) {
    return AT.plus(Duration.parse(duration));
  }

  @Test
  void missedNightsAreDaysAndARest() {
    ExportSpans spans = ExportSpans.between(AT, after("PT60H"));

    assertThat(spans.spans())
        .containsExactly(
            new Span(AT, after("PT24H")),
            new Span(after("PT24H"), after("PT48H")),
            new Span(after("PT48H"), after("PT60H")));
    assertThat(spans.end()).isEqualTo(after("PT60H"));
  }

  @Test
  void aShortRestIsLeft() {
    assertThat(ExportSpans.between(AT, after("PT24H14M59S")).end()).isEqualTo(after("PT24H"));
    assertThat(ExportSpans.between(AT, after("PT24H15M")).spans()).hasSize(2);
    assertThat(ExportSpans.between(AT, after("PT14M"))).isEqualTo(new ExportSpans(List.of(), AT));
    assertThat(ExportSpans.between(AT, after("PT-1H")).end()).isEqualTo(AT);
  }

  /** A run that is started again asks for the same exports. */
  @Test
  void fromEachEndOnTheSameFollow() {
    List<Span> spans = ExportSpans.between(AT, after("PT100H5M")).spans();

    for (int done = 0; done < spans.size(); done++) {
      Instant at = spans.get(done).until();
      assertThat(ExportSpans.between(at, after("PT100H5M")).spans())
          .isEqualTo(spans.subList(done + 1, spans.size()));
    }
  }
}
