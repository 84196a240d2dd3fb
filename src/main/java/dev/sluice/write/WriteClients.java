package dev.sluice.write;

import dev.sluice.table.AwsSettings;
import dev.sluice.table.Clients;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The clients for writes. All tasks of a virtual machine with the same settings share one client. */
public final class WriteClients {
  private static final ConcurrentMap<AwsSettings, DynamoDbClient> SHARED =
      new ConcurrentHashMap<>();

  private WriteClients() {}

  /** Returns the shared client. It is never closed; its connections end with the virtual machine. */
  public static DynamoDbClient shared(AwsSettings settings) {
    return SHARED.computeIfAbsent(
        settings, s -> Clients.dynamoDb(s, new WriteAttempts.Interceptor()));
  }
}
