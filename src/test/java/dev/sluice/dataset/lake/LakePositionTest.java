package dev.sluice.dataset.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.stream.StreamPosition;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Positions in the summary of a snapshot. */
final class LakePositionTest {
  private static final Instant AT = Instant.parse("2026-11-28T01:00:00Z");
  private static final String STREAM =
      "arn:aws:dynamodb:eu-west-1:123456789012:table/Log/stream/2026-11-01T10:00:00.123";

  private static StreamPosition shards(int number) {
    String shards = IntStream.range(0, number)
        .mapToObj(i -> "\"shardId-%020d-%08x\":{\"last\":\"%021d\",\"records\":%d}"
            .formatted(1_700_000_000_000L + i * 977L, i * 2_654_435_761L, i * 48_271L, i + 1))
        .collect(Collectors.joining(","));
    return StreamPosition.parse(
        "{\"stream\":\"%s\",\"began\":\"%s\",\"complete\":\"%s\",\"shards\":{%s}}"
            .formatted(STREAM, AT, AT, shards));
  }

  @Test
  void staysTheSameInASummary() {
    for (LakePosition position : new LakePosition[] {
      new LakePosition.OfExport("arn:aws:dynamodb:r:1:table/T/export/01", AT),
      new LakePosition.OfStream(StreamPosition.ofCopy(STREAM, AT), AT),
      new LakePosition.OfStream(shards(3), AT),
      new LakePosition.OfStream(shards(2_000), AT)
    }) {
      assertThat(LakePosition.of(position.properties())).isEqualTo(position);
    }
  }

  @Test
  void manyShardsAreShort() {
    Map<String, String> few = new LakePosition.OfStream(shards(3), AT).properties();
    Map<String, String> many = new LakePosition.OfStream(shards(2_000), AT).properties();

    assertThat(few.get("sluice.position.stream")).startsWith("{").contains("shardId-");
    assertThat(many.get("sluice.position.stream")).hasSizeLessThan(2_000 * 40);
  }

  @Test
  void whatSomebodyElseWroteIsRefused() {
    for (String damaged : new String[] {"{}", "gzip:", "gzip:!", "gzip:AAAA", "some"}) {
      Map<String, String> summary =
          new HashMap<>(new LakePosition.OfStream(shards(3), AT).properties());
      summary.put("sluice.position.stream", damaged);
      assertThatThrownBy(() -> LakePosition.of(summary))
          .as(damaged)
          .isInstanceOf(ResourceUnavailableException.class)
          .hasMessageContaining("sluice.position.stream");
    }
  }

  @Test
  void anotherStreamOrAnOldPositionIsNotContinued() {
    LakePosition position = new LakePosition.OfStream(shards(3), AT);

    assertThat(LakeStream.isContinued(position, STREAM, AT.plusSeconds(22 * 3600)))
        .isTrue();
    assertThat(LakeStream.isContinued(position, STREAM, AT.plusSeconds(23 * 3600)))
        .isFalse();
    assertThat(LakeStream.isContinued(position, STREAM + "4", AT)).isFalse();
    assertThat(LakeStream.isContinued(new LakePosition.OfExport(STREAM, AT), STREAM, AT))
        .isFalse();
  }

  /** Of a scan, rows may be newer than its beginning. */
  @Test
  void rowsOfAScanMayBeNewer() {
    assertThat(new LakePosition.OfExport("arn:aws:dynamodb:r:1:table/T", AT).isBehindRows())
        .isTrue();
    assertThat(
            new LakePosition.OfExport("arn:aws:dynamodb:r:1:table/T/export/01", AT).isBehindRows())
        .isFalse();
    assertThat(new LakePosition.OfStream(StreamPosition.ofCopy(STREAM, AT), AT).isBehindRows())
        .isTrue();
    assertThat(new LakePosition.OfStream(shards(1), AT).isBehindRows()).isFalse();
  }
}
