package dev.sluice.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SegmentationTest {
  @Test
  void aTableOfUnknownSizeUsesEveryCore() {
    assertThat(Segmentation.of(0, 2, 0)).isEqualTo(new Segmentation(16, 2));
    assertThat(Segmentation.of(0, 32, 0)).isEqualTo(new Segmentation(256, 32));
  }

  @Test
  void aLargeTableHasMoreSegmentsThanCores() {
    assertThat(Segmentation.of(1L << 40, 8, 0)).isEqualTo(new Segmentation(16_384, 4_096));
    assertThat(Segmentation.of(Long.MAX_VALUE / 2, 8, 0).segments()).isEqualTo(1_000_000);
  }

  @Test
  void whatIsAskedForIsDone() {
    assertThat(Segmentation.of(1L << 40, 8, 1)).isEqualTo(new Segmentation(1, 1));
    assertThat(Segmentation.of(0, 2, 200)).isEqualTo(new Segmentation(200, 2));
  }

  @Test
  void ofTwoHundredSegmentsLessThanATwentiethIsInFlight() {
    Segmentation chunks = inChunks(8 << 20, 2, 200);
    assertThat(chunks).isEqualTo(new Segmentation(200, 50));
  }

  @Test
  void aPieceHasSeveralSegmentsToHaveInFlightWhereThereAreSoMany() {
    assertThat(inChunks(0, 2, 32)).isEqualTo(new Segmentation(32, 8));
    assertThat(inChunks(0, 2, 4)).isEqualTo(new Segmentation(4, 2));
    assertThat(inChunks(0, 2, 1)).isEqualTo(new Segmentation(1, 1));
    assertThat(inChunks(1L << 40, 2, 8)).isEqualTo(new Segmentation(8, 2));
    assertThat(Segmentation.of(1L << 40, 2, 8)).isEqualTo(new Segmentation(8, 2));
    assertThat(Segmentation.of(1L << 40, 2, 32)).isEqualTo(new Segmentation(32, 8));
  }

  @Test
  void chunksAreWorthAFile() {
    assertThat(inChunks(0, 2, 0)).isEqualTo(new Segmentation(16, 2));
    assertThat(inChunks(1 << 20, 2, 0)).isEqualTo(new Segmentation(16, 2));
    assertThat(inChunks(8 << 20, 2, 0)).isEqualTo(new Segmentation(32, 8));
    assertThat(inChunks(1L << 30, 2, 0)).isEqualTo(new Segmentation(200, 50));
    assertThat(inChunks(1L << 40, 2, 0)).isEqualTo(new Segmentation(16_384, 2_048));
  }

  @Test
  void aBudgetLeavesTimeToFinishPieces() {
    assertThat(Segmentation.inChunks(OptionalLong.of(8 << 20), 2, 0, 200 * 8_192 / 8))
        .isEqualTo(new Segmentation(164, 41));
  }

  @Test
  void aPieceIsAFewPerCentOfAnythingWorthIt() {
    for (int cores : List.of(1, 2, 8, 64)) {
      for (long megabytes : List.of(40L, 500L, 10_000L, 10_000_000L)) {
        assertThat(inChunks(megabytes << 20, cores, 0).tasks()).isGreaterThanOrEqualTo(32);
      }
      assertThat(Segmentation.inChunks(OptionalLong.empty(), cores, 0, Long.MAX_VALUE)
              .tasks())
          .isGreaterThanOrEqualTo(Math.max(32, 25 * cores));
    }
  }

  private static Segmentation inChunks(long sizeBytes, int cores, int asked) {
    return Segmentation.inChunks(OptionalLong.of(sizeBytes), cores, asked, Long.MAX_VALUE);
  }

  @Test
  void everySegmentIsInOneRange() {
    for (int total : List.of(1, 2, 7, 16, 200)) {
      for (int ranges : List.of(1, 2, 3, 16, 200)) {
        int n = Math.min(total, ranges);
        assertThat(IntStream.range(0, n)
                .mapToObj(number -> SegmentRange.of(total, n, number))
                .flatMapToInt(r -> IntStream.range(r.first(), r.first() + r.count())))
            .containsExactlyElementsOf(IntStream.range(0, total).boxed().toList());
      }
    }
  }
}
