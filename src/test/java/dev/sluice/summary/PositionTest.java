package dev.sluice.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.job.args.RunId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class PositionTest {
  private static final Instant START = Samples.STARTED;

  @Test
  void theOrderOfTextsIsTheOrderOfTimes() {
    Random random = new Random(3);
    for (int i = 0; i < 5_000; i++) {
      Instant a = instant(random);
      Instant b = instant(random);
      assertThat(Integer.signum(at(a, "r").compareTo(at(b, "r"))))
          .isEqualTo(Integer.signum(a.compareTo(b)));
    }
  }

  @Test
  void theTextHasAFixedWidth() {
    assertThat(at(Instant.parse("2026-10-29T03:00:00Z"), "r").asOf())
        .isEqualTo("2026-10-29T03:00:00.000000000Z");
    assertThat(at(Instant.parse("2026-10-29T03:00:00.12Z"), "r").asOf())
        .isEqualTo("2026-10-29T03:00:00.120000000Z");
  }

  @Test
  void ofTheSameTimeTheLaterStartIsGreaterThenTheRunIdThenTheNumber() {
    List<Position> ascending = List.of(
        Position.NONE,
        Position.of(null, START, "z", 9),
        Position.of(Samples.AS_OF, START, "nightly-9", 2),
        Position.of(Samples.AS_OF, START.plusNanos(1), "nightly-10", 1),
        Position.of(Samples.AS_OF, START.plusNanos(1), "nightly-10", 2),
        Position.of(Samples.AS_OF, START.plusNanos(1), "nightly-10", 10),
        Position.of(Samples.AS_OF, START.plusNanos(1), "nightly-9", 1),
        Position.of(Samples.AS_OF.plusNanos(1), START, "a", 1));
    assertThat(ascending).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void aTextReadsBackWhateverTheRunIdHolds() {
    for (String runId : List.of("r-1", "a#b", "a#1#b", "", "1", "#", "2026-10-29T03.00.00Z-1_x")) {
      Position position = Position.of(Samples.AS_OF, START, runId, 12);
      assertThat(Position.parse(position.toString())).isEqualTo(position);
      Position early = Position.of(null, START, runId, 1);
      assertThat(Position.parse(early.toString())).isEqualTo(early);
    }
    assertThat(Position.parse("")).isEqualTo(Position.NONE);
    assertThat(Position.parse("of other make")).isEqualTo(Position.NONE);
  }

  @Test
  void aTextOfEarlierReleasesReadsBackAndStandsBeforeThoseOfTheSameTime() {
    for (String runId : List.of("r-1", "20261121T093000Z-4f3a", "1.2_3-4")) {
      Position earlier = Position.parse(at(Samples.AS_OF, runId).asOf() + "#" + new RunId(runId));
      assertThat(earlier).isEqualTo(new Position(at(Samples.AS_OF, runId).asOf(), "", runId, 0));
      assertThat(Position.parse(earlier.toString())).isEqualTo(earlier);
      assertThat(earlier).isLessThan(at(Samples.AS_OF, runId));
      assertThat(earlier).isGreaterThan(at(Samples.AS_OF.minusNanos(1), runId));
    }
  }

  @Test
  void aRowOfAnEarlierReleaseOrOfOtherMakeHasOne() {
    String asOf = at(Samples.AS_OF, "r").asOf();
    assertThat(Position.of(
            Map.of("asOf", AttributeValue.fromS(asOf), "runId", AttributeValue.fromS("r"))))
        .isEqualTo(new Position(asOf, "", "r", 0));
    assertThat(Position.of(Map.of("asOf", AttributeValue.fromN("5")))).isEqualTo(Position.NONE);
    assertThat(Position.of(Map.of("runNumber", AttributeValue.fromN("1.5"))).number())
        .isZero();
  }

  private static Position at(Instant asOf, String runId) {
    return Position.of(asOf, START, runId, 1);
  }

  private static Instant instant(Random random) {
    int[] units = {1, 1_000, 1_000_000, 500_000_000};
    return Instant.ofEpochSecond(
        1_790_000_000L + random.nextInt(3), (long) units[random.nextInt(4)] * random.nextInt(2));
  }
}
