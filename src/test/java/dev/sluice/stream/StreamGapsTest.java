package dev.sluice.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.failure.ResourceUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is missing is refused by name; what is not missing is not. */
class StreamGapsTest {
  private final StreamReading reading = new StreamReading(2);

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

  private static void refused(ThrowingCallable read, String... words) {
    assertThatThrownBy(read)
        .isInstanceOf(ResourceUnavailableException.class)
        .hasMessageContainingAll(words);
  }

  @Test
  void recordsThatWereTrimmedUnread() {
    reading.stream.open(1);
    puts(5);
    StreamPosition end = until(reading.begin());
    puts(5);
    reading.time.move(Duration.ofHours(25));
    puts(5);
    refused(() -> until(end), "have been trimmed after record", "24 hours");
  }

  /** What was trimmed before the copy, and soon after, is in it; later ones may not be. */
  @Test
  void aCopyOfTheTable() {
    reading.stream.open(1);
    puts(5);
    reading.stream.split();
    reading.time.move(Duration.ofHours(23));
    puts(5);
    StreamPosition copied = StreamPosition.ofCopy(reading.begin().stream(), reading.time.instant());
    reading.time.move(Duration.ofHours(3));
    puts(5);
    StreamPosition end = until(StreamPosition.parse(copied.json()));
    assertThat(reading.read(copied, end)).hasSize(10);
    assertThat(end.isOfCopy()).isFalse();
    puts(5);
    assertThat(reading.read(end, until(end))).hasSize(5);

    reading.time.move(Duration.ofHours(21));
    refused(() -> until(copied), "the table was read from 2026-03-01T23:00:00", "24 hours");
  }

  @Test
  void aStreamThatWasTurnedOnAfterTheCopyBegan() {
    String stream =
        "arn:aws:dynamodb:eu-west-1:123456789012:table/Log/stream/2026-03-01T10:00:00.123";
    Instant second = Instant.parse("2026-03-01T10:00:00Z");
    assertThat(StreamPosition.ofCopy(stream, second).complete()).isEqualTo(second);
    refused(() -> StreamPosition.ofCopy(stream, second.minusSeconds(1)), "was turned on after");
  }

  @Test
  void aShardThatWasTrimmedUnread() {
    reading.stream.open(1);
    puts(5);
    StreamPosition end = until(reading.begin());
    reading.stream.split();
    puts(5);
    reading.stream.split();
    reading.time.move(Duration.ofHours(26));
    puts(1);
    refused(() -> until(end), "has been trimmed before it was read", "24 hours");
  }

  @Test
  void theFirstRecordsOfAShard() {
    reading.stream.open(2);
    puts(40);
    StreamPosition some = reading.follow(reading.begin()).available(1);
    reading.time.move(Duration.ofHours(25));
    puts(40);
    refused(() -> until(some), "have been trimmed");
  }

  @Test
  void theFirstRecordsOfAClosedShardThatATaskReads() {
    reading.stream.open(1);
    puts(5);
    reading.time.move(Duration.ofHours(2));
    puts(5);
    reading.stream.split();
    StreamPosition end = reading
        .follow(reading.begin(), FollowedShards.Closed.WHOLE)
        .until(reading.time.instant(), Long.MAX_VALUE);
    assertThat(reading.read(reading.begin(), end)).hasSize(10);
    reading.time.move(Duration.ofHours(22).plusMinutes(30));
    refused(
        () -> reading.read(reading.begin(), end),
        "have been trimmed before its first record was read");
  }

  @Test
  void aBatchThatIsReadAgainTooLate() {
    reading.stream.open(1);
    puts(5);
    reading.time.move(Duration.ofHours(1));
    puts(5);
    StreamPosition end = until(reading.begin());
    assertThat(reading.read(reading.begin(), end)).hasSize(10);
    reading.time.move(Duration.ofHours(23).plusMinutes(30));
    refused(() -> reading.read(reading.begin(), end), "has given 5 of the 10 records");
    reading.time.move(Duration.ofHours(2));
    puts(3);
    refused(() -> reading.read(reading.begin(), end), "of the 10 records");
  }

  /** Hours alone would let these pass: the checkpoint is young. */
  @Test
  void recordsThatAnEmulatorTrimsEarly() {
    reading.stream.keep(Duration.ofHours(2));
    reading.stream.open(1);
    puts(5);
    reading.time.move(Duration.ofMinutes(30));
    StreamPosition end = until(reading.begin());
    puts(5);
    reading.time.move(Duration.ofHours(3));
    puts(3);
    String last = reading.stream.written().get(4);
    refused(
        () -> until(end),
        "has trimmed record " + last + " of 2026-03-01T00:00:00Z",
        "less than DynamoDB's 24 hours");
    refused(() -> until(StreamPosition.parse(end.json())), "has trimmed record " + last);
  }

  @Test
  void nothingIsMissingIfOnlyReadRecordsWereTrimmed() {
    reading.stream.open(1);
    puts(5);
    reading.time.move(Duration.ofHours(20));
    StreamPosition yesterday = until(reading.begin());
    assertThat(reading.read(reading.begin(), yesterday)).hasSize(5);
    reading.time.move(Duration.ofHours(2));
    puts(3);
    reading.time.move(Duration.ofHours(4));
    StreamPosition today = until(yesterday);
    assertThat(StreamReading.numbers(reading.read(yesterday, today)))
        .isEqualTo(reading.stream.written().subList(5, 8));
  }

  @Test
  void aDailyReadOfAnIdleTableGoesOn() {
    reading.stream.open(2);
    StreamPosition position = until(reading.begin());
    for (int day = 0; day < 5; day++) {
      reading.time.move(Duration.ofHours(11));
      reading.stream.split();
      reading.time.move(Duration.ofHours(11));
      position = until(position);
    }
    puts(4);
    assertThat(reading.read(position, until(position))).hasSize(4);
  }

  @Test
  void aBeginningIsWhatThereIsLeft() {
    reading.stream.open(1);
    puts(5);
    reading.time.move(Duration.ofHours(25));
    puts(4);
    assertThat(reading.readAll()).hasSize(4);
    assertThat(reading.read(reading.begin(), until(reading.begin()))).hasSize(4);
  }

  @Test
  void aCheckpointOfAnotherTable() {
    reading.stream.open(1);
    String other = reading.server.arn().replace(":table/", ":table/another-");
    StreamSource source = new StreamSource(reading.server.settings(), "fake");
    StreamPosition position = StreamPosition.ofCopy(other, reading.time.instant());
    refused(
        () -> StreamFollower.of(source, source.describe(), position, StreamSettings.USUAL),
        other,
        reading.server.arn(),
        "is not of the table");
  }

  @Test
  void aStreamThatWasTurnedOffAndOn() {
    reading.stream.open(1);
    StreamPosition end = until(reading.begin());
    StreamPosition begin = reading.begin();
    reading.server.turnOffAndOn();
    StreamSource source = new StreamSource(reading.server.settings(), "fake");
    refused(
        () -> StreamFollower.of(source, source.describe(), end, StreamSettings.USUAL),
        end.stream(),
        reading.server.arn(),
        "has been turned off");
    refused(
        () -> StreamFollower.tasks(reading.server.settings(), reading.begin(), end),
        end.stream(),
        "has been turned off");
    assertThat(begin.stream()).isEqualTo(end.stream());
  }

  @Test
  void aStreamThatIsOffOrHasNoImages() {
    StreamSource source = new StreamSource(reading.server.settings(), "fake");
    for (String view : new String[] {"KEYS_ONLY", "OLD_IMAGE"}) {
      reading.stream.view(view);
      refused(source::describe, "table fake", view);
    }
    reading.stream.view("NEW_IMAGE");
    assertThat(StreamSource.view(source.describe()).hasOld()).isFalse();
    reading.server.turnOff();
    refused(source::describe, "table fake: its stream is off");
  }
}
