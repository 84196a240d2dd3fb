package dev.sluice.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.testing.LongTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Changes read from a stream and applied in order to an earlier state of the table end in the table. */
class RandomStreamsTest {
  private static final int KEYS = 12;

  static Stream<Integer> seeds() {
    return IntStream.range(0, 15).boxed();
  }

  @Test
  void changesEndInTheTable() {
    IntStream.range(1_000, 1_003).forEach(RandomStreamsTest::check);
  }

  @Tag("thorough")
  @ParameterizedTest
  @MethodSource("seeds")
  void changesOfManySeedsEndInTheTable(int seed) {
    check(seed);
  }

  @Tag("long")
  @Test
  @Timeout(value = 1, unit = TimeUnit.HOURS)
  void changesOfVeryManySeedsEndInTheTable() {
    int first = (int) LongTest.seed(60);
    IntStream.range(first, first + LongTest.size("streams", 200, 5))
        .forEach(RandomStreamsTest::check);
  }

  /** Of one seed in four what has been read is trimmed meanwhile; of one in thirty there are more shards than an answer lists. */
  private static void check(int seed) {
    Random random = new Random(seed);
    boolean aging = seed % 4 == 1;
    try (StreamReading reading = new StreamReading(seed)) {
      reading.stream.open(seed % 30 == 2 ? 101 + random.nextInt(50) : 1 + random.nextInt(3));
      List<StreamReading.Row> all = new ArrayList<>();
      StreamPosition position = reading.begin();
      StreamFollower follower = reading.follow(position);
      for (int round = 0; round < 12; round++) {
        write(reading, random);
        if (aging) {
          reading.time.move(Duration.ofHours(random.nextInt(20)));
        }
        follower = random.nextInt(3) == 0 ? restarted(reading, position) : follower;
        StreamPosition next = aging || round == 11
            ? follower.until(reading.time.instant(), Long.MAX_VALUE)
            : next(follower, reading, random);
        List<StreamReading.Row> rows = reading.read(position, next);
        if (random.nextInt(4) == 0) {
          assertThat(reading.read(position, next)).isEqualTo(rows);
        }
        all.addAll(rows);
        position = next;
      }
      assertThat(StreamReading.numbers(all)).isEqualTo(reading.stream.written());
      for (int key = 0; key < KEYS; key++) {
        String id = "id-" + key;
        assertThat(all.stream().filter(row -> row.id().equals(id)))
            .extracting(StreamReading.Row::sequence)
            .isSorted();
      }
      assertThat(applied(all)).isEqualTo(reading.stream.table());
      if (aging) {
        assertThatLossIsRefused(reading, position, random);
      } else {
        assertThat(applied(reading.readAll())).isEqualTo(reading.stream.table());
      }
    }
  }

  private static void assertThatLossIsRefused(
      StreamReading reading, StreamPosition position, Random random) {
    reading.stream.put("id-" + random.nextInt(KEYS), Map.of("v", "1"));
    for (int splits = random.nextInt(3); splits > 0; splits--) {
      reading.stream.split();
    }
    reading.time.move(Duration.ofHours(25 + random.nextInt(50)));
    if (random.nextBoolean()) {
      reading.stream.put("id-" + random.nextInt(KEYS), Map.of("v", "2"));
    }
    assertThatThrownBy(() -> reading.follow(position).until(reading.time.instant(), Long.MAX_VALUE))
        .isInstanceOf(ResourceUnavailableException.class)
        .hasMessageContaining("trimmed");
  }

  private static StreamFollower restarted(StreamReading reading, StreamPosition position) {
    return reading.follow(StreamPosition.parse(position.json()));
  }

  private static StreamPosition next(
      StreamFollower follower, StreamReading reading, Random random) {
    long most = random.nextBoolean() ? Long.MAX_VALUE : 1 + random.nextInt(20);
    return random.nextInt(4) == 0
        ? follower.until(reading.time.instant(), most)
        : follower.available(most);
  }

  /** Applies changes in the order in which they were read. */
  private static Map<String, JsonNode> applied(List<StreamReading.Row> rows) {
    Map<String, JsonNode> table = new TreeMap<>();
    rows.forEach(row -> row.apply(table));
    return table;
  }

  private static void write(StreamReading reading, Random random) {
    for (int i = random.nextInt(30); i > 0; i--) {
      String id = "id-" + random.nextInt(KEYS);
      switch (random.nextInt(8)) {
        case 0 -> reading.stream.remove(id, false);
        case 1 -> reading.stream.remove(id, true);
        case 2 -> reading.time.move(Duration.ofMillis(random.nextInt(2_000)));
        default -> reading.stream.put(id, Map.of("v", Integer.toString(random.nextInt(100))));
      }
    }
    switch (random.nextInt(8)) {
      case 0, 1 -> reading.stream.split();
      case 2 -> reading.stream.empty(random.nextInt(20));
      case 3 -> reading.time.move(Duration.ofMinutes(random.nextInt(40)));
      case 4 -> reading.stream.hold(reading.time.instant().plusSeconds(random.nextInt(20)));
      case 5 -> reading.server.fail("ExpiredIteratorException", random.nextInt(3));
      default -> {}
    }
  }
}
