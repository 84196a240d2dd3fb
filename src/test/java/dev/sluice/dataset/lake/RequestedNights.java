package dev.sluice.dataset.lake;

import dev.sluice.demo.export.ExportingServers;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** Nights that request their exports: a full one, then the windows up to each run, more than one after nights without. */
final class RequestedNights implements NightSource {
  private final ExportingServers servers;
  private final Random random;
  private final String table;
  private final String bucket;

  RequestedNights(ExportingServers servers, Random random) {
    this.servers = servers;
    this.random = random;
    this.table = servers.recoverableTable();
    this.bucket = servers.bucket();
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
    return random.nextBoolean() ? servers.recoverableTable() : servers.table();
  }

  @Override
  public boolean tellsWhoDeletes() {
    return false;
  }

  @Override
  public void pass() {
    boolean isMissed = random.nextInt(3) == 0;
    servers.control().forward(Duration.ofMinutes((isMissed ? 1_500 : 16) + random.nextInt(300)));
  }

  @Override
  public boolean cut() {
    servers.cut();
    // an export reaches up to five minutes ago
    servers.control().forward(Duration.ofMinutes(6));
    return false;
  }

  @Override
  public Read read() {
    return new Read(List.of("source.kind=pitr", "source.export.bucket=" + bucket), null, null);
  }
}
