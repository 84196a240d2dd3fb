package dev.sluice.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.failure.ResourceUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What DynamoDB Local never does: many shards, splits, trims, expired iterators, empty answers, too many readers. */
class StreamReadTest {
  private final StreamReading reading = new StreamReading(1);

  @AfterEach
  void close() {
    reading.close();
  }

  private void put(String id, int value) {
    reading.stream.put(id, Map.of("value", Integer.toString(value)));
  }

  private void puts(int count) {
    for (int i = 0; i < count; i++) {
      put("id-" + i, i);
    }
  }

  @Tag("thorough")
  @Test
  void readsMoreShardsThanOneAnswerLists() {
    reading.stream.open(250);
    puts(400);
    assertThat(StreamReading.numbers(reading.readAll())).isEqualTo(reading.stream.written());
    assertThat(reading.server.requests("DescribeStream")).hasSizeGreaterThan(2);
  }

  /** Five hundred shards one after the other would take minutes; two readers of one shard are DynamoDB's limit. */
  @Test
  void readsSeveralShardsAtOnceAndEachByOneReader() {
    reading.stream.open(40);
    puts(200);
    reading.server.slow(Duration.ofMillis(20));

    StreamPosition end = reading.follow(reading.begin()).available(Long.MAX_VALUE);

    assertThat(reading.server.mostAtOnce()).isBetween(4, StreamCalls.MAX_AT_ONCE);
    assertThat(reading.server.mostReaders()).isEqualTo(1);
    reading.server.slow(Duration.ZERO);
    assertThat(StreamReading.numbers(reading.read(reading.begin(), end)))
        .isEqualTo(reading.stream.written());
  }

  @Test
  void anErrorOfOneShardEndsTheRead() {
    reading.stream.open(20);
    puts(60);
    reading.server.fail("ResourceNotFoundException", 1);

    assertThatThrownBy(() -> reading.follow(reading.begin()).available(Long.MAX_VALUE))
        .isInstanceOf(ResourceUnavailableException.class)
        .hasMessageContaining("have been trimmed");
  }

  @Test
  void tellsKindAndTimeAndWhoChangedAnItem() {
    reading.stream.open(1);
    put("a", 1);
    put("a", 2);
    reading.stream.remove("a", true);
    put("b", 1);
    reading.stream.remove("b", false);
    List<StreamReading.Row> rows = reading.readAll();
    assertThat(rows)
        .extracting(StreamReading.Row::kind)
        .containsExactly("insert", "modify", "remove", "insert", "remove");
    assertThat(rows)
        .extracting(StreamReading.Row::by)
        .containsExactly("user", "user", "ttl", "user", "user");
    assertThat(rows).extracting(StreamReading.Row::at).containsOnly("2026-03-01T00:00:00Z");
    assertThat(rows.get(1).item().path("_old").path("M").path("value").path("N").asText())
        .isEqualTo("1");
    assertThat(rows.get(2).item().has("value")).isFalse();
    assertThat(rows.get(2).item().path("_old").path("M").path("value").path("N").asText())
        .isEqualTo("2");
  }

  @Test
  void readsParentsBeforeChildrenAlsoOfShardsThatAreBornLater() {
    reading.stream.open(2);
    StreamFollower follower = reading.follow(reading.begin());
    StreamPosition start = follower.available(Long.MAX_VALUE);
    for (int round = 0; round < 5; round++) {
      puts(6);
      reading.stream.split();
      reading.time.move(Duration.ofSeconds(3));
    }
    puts(6);
    StreamPosition end = follower.until(reading.time.instant(), Long.MAX_VALUE);
    List<StreamReading.Row> rows = reading.read(start, end);
    assertThat(StreamReading.numbers(rows)).isEqualTo(reading.stream.written());
    for (int i = 0; i < 6; i++) {
      String id = "id-" + i;
      assertThat(rows.stream().filter(row -> row.id().equals(id)))
          .extracting(StreamReading.Row::sequence)
          .isSorted()
          .hasSize(6);
    }
  }

  @Test
  void anIdleShardIsNotAFinishedOne() {
    reading.stream.open(1);
    puts(3);
    StreamPosition end =
        reading.follow(reading.begin()).until(reading.time.instant(), Long.MAX_VALUE);
    assertThat(end.shards().values()).extracting(ShardPosition::ended).containsExactly(false);
    puts(2);
    reading.stream.split();
    StreamPosition later = reading.follow(end).until(reading.time.instant(), Long.MAX_VALUE);
    assertThat(StreamReading.numbers(reading.read(end, later)))
        .isEqualTo(reading.stream.written().subList(3, 5));
    assertThat(later.shards().values()).extracting(ShardPosition::ended).contains(true, false);
  }

  @Test
  void endsAlthoughWritersGoOn() {
    reading.stream.open(1);
    puts(10);
    StreamFollower follower = reading.follow(reading.begin());
    Instant end = reading.time.instant();
    reading.time.move(Duration.ofSeconds(1));
    for (int second = 0; second < 60; second++) {
      reading.time.move(Duration.ofSeconds(1));
      put("busy", second);
    }
    Instant before = reading.time.instant();
    assertThat(
            reading.read(reading.begin(), follower.until(end, Long.MAX_VALUE)).size())
        .isGreaterThanOrEqualTo(10);
    assertThat(reading.time.instant()).isEqualTo(before);
  }

  @Test
  void waitsThroughMinutesOfEmptyAnswersIfToldTo() {
    reading.stream.open(2);
    puts(20);
    reading.stream.hold(reading.time.instant().plus(Duration.ofMinutes(4)));
    reading.settledAfter = Duration.ofMinutes(5);
    assertThat(StreamReading.numbers(reading.readAll())).isEqualTo(reading.stream.written());
  }

  @Test
  void recordsThatComeOneAfterTheOtherBeginTheWaitAnew() {
    reading.stream.open(1);
    puts(20);
    reading.stream.hold(reading.time.instant().plusSeconds(25));
    reading.stream.holdFrom(10, reading.time.instant().plusSeconds(45));
    assertThat(StreamReading.numbers(reading.readAll())).isEqualTo(reading.stream.written());
  }

  @Test
  void aChildWaitsForItsParentHoweverFewRecordsAreAllowed() {
    reading.stream.open(1);
    puts(10);
    reading.stream.split();
    puts(10);
    StreamFollower follower = reading.follow(reading.begin());
    StreamPosition at = reading.begin();
    List<String> read = new ArrayList<>();
    while (read.size() < 20) {
      StreamPosition next = follower.available(3);
      List<String> numbers = StreamReading.numbers(reading.read(at, next));
      assertThat(numbers).isNotEmpty();
      read.addAll(numbers);
      at = next;
    }
    // those of the two children may be mixed
    assertThat(read.subList(0, 10)).isEqualTo(reading.stream.written().subList(0, 10));
    assertThat(read).hasSize(20);
  }

  @Test
  void readsPastEmptyAnswers() {
    reading.stream.open(2);
    puts(20);
    reading.stream.empty(25);
    assertThat(StreamReading.numbers(reading.readAll())).isEqualTo(reading.stream.written());
  }

  @Test
  void aTaskWaitsForRecordsThatTheDriverHasFound() {
    reading.stream.open(1);
    puts(20);
    StreamPosition end =
        reading.follow(reading.begin()).until(reading.time.instant(), Long.MAX_VALUE);
    reading.stream.hold(reading.time.instant().plus(Duration.ofMinutes(5)));
    assertThat(reading.read(reading.begin(), end)).hasSize(20);
    reading.stream.hold(reading.time.instant().plus(Duration.ofMinutes(30)));
    assertThatThrownBy(() -> reading.read(reading.begin(), end))
        .isInstanceOf(ResourceUnavailableException.class)
        .hasMessageContaining("has given nothing for 900 s");
  }

  @Test
  void renewsIterators() {
    reading.stream.open(1);
    StreamFollower follower = reading.follow(reading.begin());
    StreamPosition start = follower.available(Long.MAX_VALUE);
    reading.time.move(Duration.ofMinutes(16));
    puts(5);
    reading.server.fail("ExpiredIteratorException", 2);
    StreamPosition first = follower.available(Long.MAX_VALUE);
    reading.time.move(Duration.ofMinutes(16));
    puts(5);
    reading.server.fail("ExpiredIteratorException", 1);
    StreamPosition second = follower.available(Long.MAX_VALUE);
    assertThat(StreamReading.numbers(reading.read(start, second)))
        .isEqualTo(reading.stream.written());
    assertThat(reading.read(start, first)).hasSize(5);
  }

  @Test
  void doesNotRenewIteratorsForEver() {
    reading.stream.open(1);
    reading.server.fail("ExpiredIteratorException", 1_000);
    assertThatThrownBy(reading::readAll)
        .isInstanceOf(ResourceUnavailableException.class)
        .hasMessageContaining("expire as soon as they are made");
  }

  @Tag("thorough")
  @Test
  void waitsIfReadersAreTooMany() {
    reading.stream.open(1);
    puts(5);
    reading.server.fail("LimitExceededException", 2);
    reading.server.fail("ProvisionedThroughputExceededException", 1);
    reading.server.fail("InternalServerError", 1);
    assertThat(reading.readAll()).hasSize(5);
    assertThat(reading.server.mostReaders()).isLessThanOrEqualTo(2);
  }

  @Test
  void takesAsManyRecordsAsAreAllowed() {
    reading.stream.open(3);
    puts(50);
    StreamFollower follower = reading.follow(reading.begin());
    StreamPosition at = reading.begin();
    int read = 0;
    while (read < 50) {
      StreamPosition next = follower.available(7);
      List<StreamReading.Row> rows = reading.read(at, next);
      assertThat(rows).hasSizeBetween(1, 7);
      read += rows.size();
      at = next;
    }
    assertThat(follower.available(7)).isEqualTo(at);
  }

  @Test
  void positionsSurviveAsText() {
    reading.stream.open(3);
    puts(10);
    reading.stream.split();
    StreamPosition end =
        reading.follow(reading.begin()).until(reading.time.instant(), Long.MAX_VALUE);
    assertThat(StreamPosition.parse(end.json())).isEqualTo(end);
    assertThat(StreamPosition.parse(end.json()).json()).isEqualTo(end.json());
    assertThat(StreamPosition.parse(reading.begin().json())).isEqualTo(reading.begin());
    assertThatThrownBy(() -> StreamPosition.parse("{\"stream\":\"x\"}"))
        .isInstanceOf(ResourceUnavailableException.class);
  }
}
