package dev.sluice.demo;

import dev.sluice.table.AwsSettings;
import dev.sluice.testing.LocalStack;
import dev.sluice.testing.TestServers;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.localstack.LocalStackContainer;

/** LocalStack keeps the same contract; skipped where no Docker engine is. */
@Testcontainers(disabledWithoutDocker = true)
class LocalStackTest extends ServersContract {
  @Container
  private static final LocalStackContainer SERVERS = LocalStack.container();

  @Override
  AwsSettings settings() {
    TestServers.credentials();
    return LocalStack.settings(SERVERS);
  }
}
