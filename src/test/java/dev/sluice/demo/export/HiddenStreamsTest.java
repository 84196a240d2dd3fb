package dev.sluice.demo.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.table.Clients;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.Stream;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** Streams of recoverable tables, as their owners see them. */
final class HiddenStreamsTest {
  private static ExportingServers servers;
  private static DynamoDbStreamsClient streams;

  @BeforeAll
  static void start() {
    servers = new ExportingServers();
    streams = Clients.streams(servers.servers.settings());
  }

  @AfterAll
  static void stop() {
    streams.close();
    servers.close();
  }

  @Test
  void aTableWithoutAStreamShowsNone() {
    String table = servers.table();
    TableDescription before = described(table);
    servers.recover(table, true);
    servers.put(table, "a", "1");

    assertThat(described(table).toBuilder().itemCount(0L).tableSizeBytes(0L).build())
        .isEqualTo(before);
    assertThat(listed(table)).isEmpty();
    assertThatThrownBy(() -> turn(table, false, null)).isInstanceOf(DynamoDbException.class);
    servers.recover(table, false);
    assertThat(described(table).latestStreamArn()).isNull();
    assertThat(listed(table)).isEmpty();
    assertThat(servers.dynamoDb.deleteTable(r -> r.tableName(table)).tableDescription())
        .extracting(TableDescription::latestStreamArn)
        .isNull();
  }

  /** Its stream has keys only, is switched off and on, and each write is in the window all the same. */
  @Test
  void theOwnersStreamIsTheOwners() {
    String table = servers.recoverableTable();
    String bucket = servers.bucket();
    Instant begin = servers.cut();
    servers.put(table, "hidden", "1");
    turn(table, true, StreamViewType.KEYS_ONLY);
    String arn = described(table).latestStreamArn();
    servers.put(table, "seen", "1");
    servers.put(table, "seen", "2");
    assertThat(described(table).streamSpecification().streamViewType())
        .isEqualTo(StreamViewType.KEYS_ONLY);
    assertThat(listed(table)).extracting(Stream::streamArn).containsExactly(arn);
    turn(table, false, null);
    servers.put(table, "hidden again", "1");
    servers.put(table, "seen", "3");

    assertThat(described(table).streamSpecification()).isNull();
    assertThat(described(table).latestStreamArn()).isEqualTo(arn);
    assertThat(listed(table)).extracting(Stream::streamArn).containsExactly(arn);
    assertThat(records(arn))
        .extracting(seen -> seen.dynamodb().keys().get("id").s())
        .containsExactly("seen", "seen");
    servers.control().forward(Duration.ofMinutes(20));
    Instant end = servers.cut();
    servers.control().forward(Duration.ofMinutes(6));
    Map<String, JsonNode> changes = servers.changes(table, bucket, begin, end);
    assertThat(changes).containsOnlyKeys("hidden", "seen", "hidden again");
    assertThat(changes.get("seen").at("/NewImage/value/S").asText()).isEqualTo("3");
    assertThat(changes.get("seen").has("OldImage")).isFalse();
  }

  @Test
  void anEarlierStreamGoesOn() {
    String table = servers.table();
    turn(table, true, StreamViewType.NEW_AND_OLD_IMAGES);
    servers.put(table, "early", "1");
    String arn = described(table).latestStreamArn();
    servers.recover(table, true);
    Instant begin = servers.cut();
    servers.put(table, "late", "1");
    servers.control().forward(Duration.ofMinutes(20));
    Instant end = servers.cut();
    servers.control().forward(Duration.ofMinutes(6));

    assertThat(described(table).latestStreamArn()).isEqualTo(arn);
    assertThat(servers.changes(table, servers.bucket(), begin, end)).containsOnlyKeys("late");
    servers.recover(table, false);
    assertThat(described(table).streamSpecification().streamEnabled()).isTrue();
    assertThat(records(arn))
        .extracting(seen -> seen.dynamodb().newImage().get("value"))
        .containsExactly(AttributeValue.fromS("1"), AttributeValue.fromS("1"));
  }

  private static TableDescription described(String table) {
    return servers.dynamoDb.describeTable(r -> r.tableName(table)).table();
  }

  private static List<Stream> listed(String table) {
    return streams.listStreams(r -> r.tableName(table)).streams();
  }

  private static void turn(String table, boolean on, @Nullable StreamViewType view) {
    servers.dynamoDb.updateTable(
        r -> r.tableName(table).streamSpecification(s -> s.streamEnabled(on).streamViewType(view)));
  }

  private static List<Record> records(String arn) {
    String shard = streams
        .describeStream(r -> r.streamArn(arn))
        .streamDescription()
        .shards()
        .get(0)
        .shardId();
    String iterator = streams
        .getShardIterator(
            r -> r.streamArn(arn).shardId(shard).shardIteratorType(ShardIteratorType.TRIM_HORIZON))
        .shardIterator();
    return streams.getRecords(r -> r.shardIterator(iterator)).records();
  }
}
