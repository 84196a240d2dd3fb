package dev.sluice.dataset.lake;

import dev.sluice.demo.export.ExportingServers;
import java.util.List;
import java.util.Random;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/** Nights that read a scan, then the table's Stream. */
final class StreamedNights implements NightSource {
  private final ExportingServers servers;
  private final Random random;
  private final String table;

  /** @param servers whose clock is never moved: DynamoDB Local dates records by its own */
  StreamedNights(ExportingServers servers, Random random) {
    this.servers = servers;
    this.random = random;
    this.table = streamed();
  }

  private String streamed() {
    String name = servers.table();
    servers.dynamoDb.updateTable(
        r -> r.tableName(name).streamSpecification(s -> s.streamEnabled(true)
            .streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)));
    return name;
  }

  @Override
  public ExportingServers servers() {
    return servers;
  }

  @Override
  public String table() {
    return table;
  }

  @Override
  public String another() {
    return random.nextBoolean() ? streamed() : servers.table();
  }

  @Override
  public boolean tellsWhoDeletes() {
    return true;
  }

  @Override
  public void pass() {
    // all are of the same hour
  }

  @Override
  public boolean cut() {
    return false;
  }

  @Override
  public Read read() {
    return new Read(List.of("source.kind=stream"), null, null);
  }
}
