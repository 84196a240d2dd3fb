package dev.sluice.demo.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.table.Clients;
import dev.sluice.testing.FakeStream;
import dev.sluice.testing.FakeStreamServer;
import dev.sluice.testing.MovedClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** What DynamoDB Local does after hours only: shards are closed, and records and shards forgotten. */
final class LocalStreamTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void eachRecordIsReadOnceWhateverBecomesOfShards(long seed) {
    Random random = new Random(seed);
    MovedClock clock = new MovedClock(Instant.parse("2026-11-20T01:00:00Z"));
    FakeStream table = new FakeStream(seed, clock);
    table.open(1 + random.nextInt(2));
    try (FakeStreamServer server = FakeStreamServer.start(table);
        DynamoDbStreamsClient client = Clients.streams(server.settings())) {
      LocalStream stream = new LocalStream(client, server.arn());
      int read = 0;
      for (int round = 0; round < 40; round++) {
        for (int write = random.nextInt(5); write > 0; write--) {
          table.put("i" + random.nextInt(9), Map.of("round", "" + round));
          if (random.nextInt(4) == 0) {
            table.split();
          }
        }
        List<String> written = table.written();
        assertThat(stream.next())
            .as("seed %d, round %d", seed, round)
            .extracting(found -> found.dynamodb().sequenceNumber())
            .containsExactlyInAnyOrderElementsOf(written.subList(read, written.size()));
        read = written.size();
        clock.move(Duration.ofHours(random.nextInt(30)));
      }
    }
  }
}
