package dev.sluice.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.table.AwsSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * A proxy in front of DynamoDB Local that injects faults, since DynamoDB Local itself never throttles. It records every
 * request.
 */
public final class FaultyDynamoDb implements AutoCloseable {
  private static final Set<String> CLIENTS_OWN =
      Set.of("connection", "content-length", "expect", "host", "upgrade", "accept-encoding");

  private final URI dynamoDb;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<DynamoDbRequest> requests = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, Queue<InjectedFault>> planned = new ConcurrentHashMap<>();
  private volatile Function<DynamoDbRequest, InjectedFault> plan = request -> InjectedFault.NONE;

  private FaultyDynamoDb(URI dynamoDb) throws IOException {
    this.dynamoDb = dynamoDb;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  /** Starts a proxy in front of the tests' DynamoDB. */
  public static FaultyDynamoDb start() {
    return start(TestServers.dynamoDbEndpoint());
  }

  /** Starts a proxy in front of another DynamoDB. */
  public static FaultyDynamoDb start(URI dynamoDb) {
    try {
      return new FaultyDynamoDb(dynamoDb);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Plans a fault for the next requests of an operation. Faults of one operation apply in the order of planning. */
  public FaultyDynamoDb next(String operation, int times, InjectedFault fault) {
    planned
        .computeIfAbsent(operation, o -> new ConcurrentLinkedQueue<>())
        .addAll(Collections.nCopies(times, fault));
    return this;
  }

  /** Sets the fault of requests without one from {@link #next}. Several threads call the function at once. */
  public FaultyDynamoDb otherwise(Function<DynamoDbRequest, InjectedFault> plan) {
    this.plan = plan;
    return this;
  }

  /** Returns settings that reach this proxy and the tests' S3. */
  public AwsSettings settings() {
    AwsSettings direct = TestServers.settings();
    return new AwsSettings(direct.region(), endpoint(), direct.s3Endpoint(), direct.roleArn());
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Returns all requests so far in order of arrival, including those that failed. */
  public List<DynamoDbRequest> requests() {
    synchronized (requests) {
      return List.copyOf(requests);
    }
  }

  /** Returns all requests of an operation so far. */
  public List<DynamoDbRequest> requests(String operation) {
    return requests().stream()
        .filter(request -> request.operation().equals(operation))
        .toList();
  }

  private void serve(HttpExchange exchange) throws IOException {
    DynamoDbRequest request = DynamoDbRequest.of(exchange);
    requests.add(request);
    fault(request).answer(request, this::forward).send(exchange);
  }

  private InjectedFault fault(DynamoDbRequest request) {
    Queue<InjectedFault> faults = planned.get(request.operation());
    InjectedFault next = faults == null ? null : faults.poll();
    return next == null ? plan.apply(request) : next;
  }

  private DynamoDbReply forward(DynamoDbRequest request) {
    HttpRequest.Builder call =
        HttpRequest.newBuilder(dynamoDb).POST(BodyPublishers.ofByteArray(request.content()));
    request.headers().forEach((name, values) -> {
      if (!CLIENTS_OWN.contains(name.toLowerCase(Locale.ROOT))) {
        values.forEach(value -> call.header(name, value));
      }
    });
    try {
      HttpResponse<byte[]> reply = client.send(call.build(), BodyHandlers.ofByteArray());
      return DynamoDbReply.of(reply.statusCode(), reply.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while forwarding", e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
