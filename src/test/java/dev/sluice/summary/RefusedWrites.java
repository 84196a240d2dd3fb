package dev.sluice.summary;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.table.AwsSettings;
import dev.sluice.table.Clients;
import dev.sluice.table.RetryPolicy;
import dev.sluice.testing.TestServers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** DynamoDB Local behind a door that refuses some writes by their number, with a real response of DynamoDB's. */
final class RefusedWrites implements AutoCloseable {
  static final String THROTTLED = "ProvisionedThroughputExceededException";
  static final String DENIED = "AccessDeniedException";

  private static final BackoffStrategy QUICK =
      BackoffStrategy.exponentialDelay(Duration.ofMillis(1), Duration.ofMillis(10));

  private final AtomicInteger writes = new AtomicInteger();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpClient onwards = HttpClient.newHttpClient();
  private final HttpServer door;
  private final String error;
  private final IntPredicate refused;
  private final DynamoDbClient client;

  /**
   * Opens the door.
   *
   * @param refused whether the write of this number, from 1 on, is refused
   */
  RefusedWrites(String error, IntPredicate refused) throws IOException {
    this(error, refused, Duration.ofSeconds(20));
  }

  /** Likewise, and its client goes on for that long. */
  RefusedWrites(String error, IntPredicate refused, Duration limit) throws IOException {
    this.error = error;
    this.refused = refused;
    door = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    door.createContext("/", this::pass);
    door.setExecutor(threads);
    door.start();
    client = Clients.dynamoDb(
        new AwsSettings(
            "us-east-1", URI.create("http://127.0.0.1:" + door.getAddress().getPort()), null, null),
        RetryPolicy.lasting(limit).pausing(QUICK));
  }

  /** A client that soon tries again. */
  DynamoDbClient client() {
    return client;
  }

  int writes() {
    return writes.get();
  }

  private void pass(HttpExchange exchange) throws IOException {
    try (exchange) {
      String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
      boolean write = target.endsWith("PutItem") || target.endsWith("UpdateItem");
      if (write && refused.test(writes.incrementAndGet())) {
        answer(
            exchange,
            400,
            "{\"__type\":\"com.amazonaws.dynamodb.v20120810#%s\",\"message\":\"refused\"}"
                .formatted(error)
                .getBytes(StandardCharsets.UTF_8));
      } else {
        forward(exchange);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void forward(HttpExchange exchange) throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(TestServers.dynamoDbEndpoint())
        .POST(HttpRequest.BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
    for (String name :
        new String[] {"X-Amz-Target", "Authorization", "Content-Type", "X-Amz-Date"}) {
      request.header(name, exchange.getRequestHeaders().getFirst(name));
    }
    HttpResponse<byte[]> response =
        onwards.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    answer(exchange, response.statusCode(), response.body());
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    client.close();
    door.stop(0);
    threads.shutdownNow();
  }
}
