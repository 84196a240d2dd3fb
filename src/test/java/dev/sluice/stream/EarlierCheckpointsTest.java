package dev.sluice.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.failure.ResourceUnavailableException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Offsets of checkpoints that were written before they had the time of each shard's last record. */
class EarlierCheckpointsTest {
  private final StreamReading reading = new StreamReading(3);

  @AfterEach
  void close() {
    reading.close();
  }

  private void puts(int count) {
    for (int i = 0; i < count; i++) {
      reading.stream.put("id-" + i, Map.of("value", Integer.toString(i)));
    }
  }

  private StreamPosition until(StreamPosition from) {
    return reading.follow(from).until(reading.time.instant(), Long.MAX_VALUE);
  }

  /** Returns a position as it was written then. */
  private static String earlier(StreamPosition position) {
    String json = position.json();
    String earlier = json.replaceAll(",\"at\":\"[^\"]*\"", "");
    assertThat(earlier).isNotEqualTo(json).contains("\"last\":\"", "\"records\":");
    return earlier;
  }

  @Test
  void areReadOn() {
    reading.stream.open(2);
    puts(20);
    String text = earlier(until(reading.begin()));
    StreamPosition before = StreamPosition.parse(text);
    puts(7);
    reading.stream.split();
    puts(7);

    StreamPosition after = until(before);

    // Spark compares offsets by their text
    assertThat(before.json()).isEqualTo(text);
    assertThat(StreamReading.numbers(reading.read(before, after)))
        .isEqualTo(reading.stream.written().subList(20, 34));
    assertThat(StreamPosition.parse(after.json())).isEqualTo(after);
    assertThat(StreamReading.numbers(reading.read(reading.begin(), before)))
        .isEqualTo(reading.stream.written().subList(0, 20));
  }

  /** The text of an offset as it stands in such a checkpoint. */
  @Test
  void areParsedAsTheyStand() {
    String text =
        "{\"stream\":\"arn:aws:dynamodb:eu-west-1:123456789012:table/T/stream/2026-01-01T00:00:00.000\","
            + "\"began\":\"2026-11-26T10:00:00Z\",\"complete\":\"2026-11-26T10:00:05Z\",\"shards\":{"
            + "\"shardId-1\":{\"last\":\"100000000000000000500\",\"records\":12},"
            + "\"shardId-2\":{\"records\":0,\"trimmed\":true},"
            + "\"shardId-3\":{\"last\":\"100000000000000000400\",\"records\":3,\"ended\":true}}}";

    StreamPosition position = StreamPosition.parse(text);

    assertThat(position.shards()).hasSize(3);
    assertThat(position.json()).isEqualTo(text);
  }

  @Test
  void goOnWhereOnlyReadRecordsWereTrimmed() {
    reading.stream.open(1);
    puts(5);
    reading.time.move(Duration.ofHours(20));
    StreamPosition yesterday = StreamPosition.parse(earlier(until(reading.begin())));
    reading.time.move(Duration.ofHours(2));
    puts(3);
    reading.time.move(Duration.ofHours(4));

    assertThat(StreamReading.numbers(reading.read(yesterday, until(yesterday))))
        .isEqualTo(reading.stream.written().subList(5, 8));
  }

  @Test
  void areRefusedWhereRecordsWereTrimmedUnread() {
    reading.stream.open(1);
    puts(5);
    StreamPosition end = StreamPosition.parse(earlier(until(reading.begin())));
    puts(5);
    reading.time.move(Duration.ofHours(25));
    puts(5);

    assertThatThrownBy(() -> until(end))
        .isInstanceOfSatisfying(ResourceUnavailableException.class, e -> {
          assertThat(e).hasMessageContaining("have been trimmed after record");
          assertThat(e.remedy()).contains("a new checkpoint location");
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "null",
        "[]",
        "{}",
        "{\"stream\":\"x\"}",
        "{\"stream\":\"x\",\"shards\":{\"s\":5}}",
        "{\"stream\":\"x\",\"shards\":{\"s\":{\"records\":5}}}",
        "{\"stream\":\"x\",\"shards\":{\"s\":{\"last\":\"five\",\"records\":5}}}",
        "{\"stream\":\"x\",\"shards\":{\"s\":{\"last\":\"5\",\"records\":\"5\"}}}",
        "{\"stream\":\"x\",\"shards\":{\"s\":{\"last\":\"5\",\"records\":5,\"at\":\"noon\"}}}",
        "{\"stream\":\"x\",\"shards\":{\"s\":{\"last\":\"5\",\"records\":5,\"later\":1}}}",
        "{\"stream\":\"x\",\"shards\":{},\"later\":1}",
        "{\"stream\":\"x\",\"shards\":{\"s\":null}}",
        "{\"shard-1\":\"5\"}"
      })
  void ofAnotherFormAreRefusedWithTheRemedy(String text) {
    assertThatThrownBy(() -> StreamPosition.parse(text))
        .isInstanceOfSatisfying(ResourceUnavailableException.class, e -> {
          assertThat(e).hasMessageContaining("is no position in a stream");
          assertThat(e.remedy()).contains("a new checkpoint location");
        });
  }
}
