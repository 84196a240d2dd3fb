package dev.sluice.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.table.AwsSettings;
import dev.sluice.table.Clients;
import dev.sluice.testing.ListeningSockets;
import dev.sluice.testing.TestServers;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.s3.S3Client;

class EmbeddedServersTest extends ServersContract {
  private final EmbeddedServers servers = EmbeddedServers.start();

  @Override
  AwsSettings settings() {
    TestServers.credentials();
    return servers.settings();
  }

  @AfterAll
  void stop() throws IOException {
    servers.close();
    servers.close();

    assertThatThrownBy(() -> connect(servers.dynamoDb())).isInstanceOf(ConnectException.class);
    assertThatThrownBy(() -> connect(servers.s3())).isInstanceOf(ConnectException.class);
  }

  @Test
  void anyCredentialsInAnyRegionSeeTheSameTables() {
    try (DynamoDbClient stranger = DynamoDbClient.builder()
        .endpointOverride(servers.dynamoDb())
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(StaticCredentialsProvider.create(
            AwsBasicCredentials.create("some-one_else", "whatever")))
        .build()) {
      assertThat(stranger.listTables().tableNames()).contains("InferenceMetadata");
    }
  }

  @Test
  void otherMachinesReachNeither() {
    assumeTrue(ListeningSockets.areKnown());
    assertThat(ListeningSockets.of(servers.pid())).isNotEmpty();
    assertThat(ListeningSockets.onTheNetwork(servers.pid())).isEmpty();
  }

  @Test
  void aGivenFolderKeepsItsObjects(@TempDir Path folder) {
    Path objects = folder.resolve("s3");
    try (EmbeddedServers own = EmbeddedServers.start(objects);
        S3Client s3 = Clients.s3(own.settings())) {
      SampleTables.createBucket(s3, "kept");
      s3.putObject(put -> put.bucket("kept").key("a/b"), RequestBody.fromString("still here"));
    }

    assertThat(objects.resolve("kept/a/b")).hasContent("still here");
  }

  @Test
  void aFailedStartShowsWhatTheServersSaid(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("not-a-folder"), "");

    assertThatThrownBy(() -> EmbeddedServers.start(file))
        .isInstanceOf(ResourceUnavailableException.class)
        .hasMessageContaining("did not start")
        .hasMessageContaining("FileAlreadyExistsException");
  }

  @Test
  @Tag("thorough")
  void sampleTablesLoadedWithinTheServersAreTheSame() {
    List<Long> progress = new ArrayList<>();
    try (EmbeddedServers own = EmbeddedServers.start();
        DynamoDbClient client = Clients.dynamoDb(own.settings());
        DynamoDbClient contract = Clients.dynamoDb(servers.settings())) {
      own.loadSampleTables(progress::add);

      assertThat(progress).isSorted().endsWith((long) SampleTables.ITEMS);
      for (SampleTable table : SampleTable.values()) {
        assertThat(description(client, table)).isEqualTo(description(contract, table));
        Set<Map<String, AttributeValue>> items = items(client, table);
        assertThat(items.size()).isEqualTo(table.items());
        assertThat(items(contract, table).containsAll(items))
            .as(table.tableName())
            .isTrue();
      }
    }
  }

  @Test
  void serversThatEndWhileTheyLoadAreReported() {
    try (EmbeddedServers own = EmbeddedServers.start()) {
      assertThatThrownBy(() -> own.loadSampleTables(
              items -> ProcessHandle.of(own.pid()).ifPresent(ProcessHandle::destroyForcibly)))
          .isInstanceOf(ResourceUnavailableException.class)
          .hasMessageContaining("the embedded servers ended");
    }
  }

  private static Object description(DynamoDbClient client, SampleTable table) {
    TableDescription found =
        client.describeTable(describe -> describe.tableName(table.tableName())).table();
    return List.of(
        found.tableStatus(),
        found.keySchema(),
        Set.copyOf(found.attributeDefinitions()),
        found.globalSecondaryIndexes().stream()
            .map(index -> List.of(index.indexName(), index.keySchema(), index.projection()))
            .toList());
  }

  private static Set<Map<String, AttributeValue>> items(DynamoDbClient client, SampleTable table) {
    return client.scanPaginator(scan -> scan.tableName(table.tableName())).items().stream()
        .map(EmbeddedServersTest::withSortedSets)
        .collect(Collectors.toSet());
  }

  private static Map<String, AttributeValue> withSortedSets(Map<String, AttributeValue> item) {
    Map<String, AttributeValue> sorted = new HashMap<>(item);
    sorted.replaceAll((name, value) ->
        value.hasSs() ? AttributeValue.fromSs(value.ss().stream().sorted().toList()) : value);
    return sorted;
  }

  private static void connect(URI endpoint) throws IOException {
    new Socket(endpoint.getHost(), endpoint.getPort()).close();
  }
}
