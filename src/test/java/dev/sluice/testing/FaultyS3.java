package dev.sluice.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
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
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A proxy in front of the tests' S3 that injects faults, for S3A's requests as well as the product's. It records every
 * request.
 */
public final class FaultyS3 implements AutoCloseable {
  private static final Set<String> CLIENTS_OWN =
      Set.of("connection", "content-length", "expect", "host", "upgrade");

  private final URI s3 = TestServers.s3Endpoint();
  private final HttpServer server;
  private final Queue<HttpServer> doors = new ConcurrentLinkedQueue<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<S3Fault.Request> requests = Collections.synchronizedList(new ArrayList<>());
  private final ConcurrentMap<String, Object> keys = new ConcurrentHashMap<>();
  private final Queue<Planned> planned = new ConcurrentLinkedQueue<>();
  private volatile Function<S3Fault.Request, S3Fault> plan = request -> S3Fault.NONE;

  private record Planned(Predicate<S3Fault.Request> which, S3Fault fault) {}

  private FaultyS3() throws IOException {
    this.server = listening(this::serve);
  }

  private HttpServer listening(HttpHandler handler) throws IOException {
    HttpServer listening =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    listening.setExecutor(threads);
    listening.createContext("/", handler);
    listening.start();
    return listening;
  }

  /** Starts a proxy in front of the tests' S3. */
  public static FaultyS3 start() {
    try {
      return new FaultyS3();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Plans a fault for the next requests that match. A request takes the first fault planned for it. */
  public FaultyS3 next(Predicate<S3Fault.Request> which, int times, S3Fault fault) {
    planned.addAll(Collections.nCopies(times, new Planned(which, fault)));
    return this;
  }

  /** Plans a fault for the next requests of any kind. */
  public FaultyS3 next(int times, S3Fault fault) {
    return next(request -> true, times, fault);
  }

  /** Sets the fault of requests without one from {@link #next}. Several threads call the function at once. */
  public FaultyS3 otherwise(Function<S3Fault.Request, S3Fault> plan) {
    this.plan = plan;
    return this;
  }

  /** Returns settings that reach this proxy and the tests' DynamoDB. */
  public AwsSettings settings() {
    AwsSettings direct = TestServers.settings();
    return new AwsSettings(
        direct.region(), direct.dynamoDbEndpoint(), endpoint(), direct.roleArn());
  }

  public URI endpoint() {
    return endpoint(server);
  }

  /** Opens an endpoint for one caller: each of its requests takes this fault first, then those of all requests. */
  public URI door(S3Fault first) throws IOException {
    HttpServer door = listening(exchange -> {
      S3Fault.Request request = S3Fault.Request.of(exchange);
      requests.add(request);
      first.answer(request, let -> fault(let).answer(let, this::forward)).send(exchange);
    });
    doors.add(door);
    return endpoint(door);
  }

  private static URI endpoint(HttpServer server) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Returns all requests so far in order of arrival, including those that failed. */
  public List<S3Fault.Request> requests() {
    synchronized (requests) {
      return List.copyOf(requests);
    }
  }

  private void serve(HttpExchange exchange) throws IOException {
    S3Fault.Request request = S3Fault.Request.of(exchange);
    requests.add(request);
    fault(request).answer(request, this::forward).send(exchange);
  }

  private S3Fault fault(S3Fault.Request request) {
    return List.copyOf(planned).stream()
        .filter(next -> next.which.test(request))
        // another thread may have been faster
        .filter(planned::remove)
        .findFirst()
        .map(Planned::fault)
        .orElseGet(() -> plan.apply(request));
  }

  /** Serialises the writes of one key, as S3 does; the embedded server lets two conditional writes both succeed. */
  private S3Fault.Reply forward(S3Fault.Request request) {
    if (request.method().equals("GET") || request.method().equals("HEAD")) {
      return forwarded(request);
    }
    synchronized (keys.computeIfAbsent(request.uri().getPath(), key -> new Object())) {
      return forwarded(request);
    }
  }

  private S3Fault.Reply forwarded(S3Fault.Request request) {
    HttpRequest.Builder call = HttpRequest.newBuilder(target(request.uri()))
        .method(
            request.method(),
            request.content().length == 0
                ? BodyPublishers.noBody()
                : BodyPublishers.ofByteArray(request.content()));
    request.headers().forEach((name, values) -> {
      if (!CLIENTS_OWN.contains(name.toLowerCase(Locale.ROOT))) {
        values.forEach(value -> call.header(name, value));
      }
    });
    try {
      return S3Fault.Reply.of(client.send(call.build(), BodyHandlers.ofByteArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while forwarding", e);
    }
  }

  private URI target(URI uri) {
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return URI.create(s3 + uri.getRawPath() + query);
  }

  /** Stops the proxy; requests that are held fail. */
  @Override
  public void close() {
    server.stop(0);
    doors.forEach(door -> door.stop(0));
    threads.shutdownNow();
  }
}
