package dev.sluice.dataset.lake;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.apache.iceberg.rest.CatalogHandlers;
import org.apache.iceberg.rest.RESTSerializers;
import org.apache.iceberg.rest.requests.CreateNamespaceRequest;
import org.apache.iceberg.rest.requests.CreateTableRequest;
import org.apache.iceberg.rest.requests.UpdateTableRequest;
import org.apache.iceberg.rest.responses.ConfigResponse;
import org.apache.iceberg.rest.responses.ErrorResponse;
import org.apache.iceberg.rest.responses.LoadTableResponse;
import org.apache.iceberg.shaded.com.fasterxml.jackson.annotation.JsonAutoDetect;
import org.apache.iceberg.shaded.com.fasterxml.jackson.annotation.PropertyAccessor;
import org.apache.iceberg.shaded.com.fasterxml.jackson.databind.DeserializationFeature;
import org.apache.iceberg.shaded.com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.iceberg.shaded.com.fasterxml.jackson.databind.PropertyNamingStrategies;
import org.jspecify.annotations.Nullable;

/**
 * A REST catalog of Iceberg tables: HTTP before Iceberg's own handlers, which check a commit's requirements as other
 * servers do. The tables are in a folder, and their names in a database.
 */
final class RestCatalogServer implements AutoCloseable {
  private final ObjectMapper json = new ObjectMapper();
  private final JdbcCatalog catalog = new JdbcCatalog();
  private final AtomicBoolean losesAnswer = new AtomicBoolean();
  private final HttpServer http;

  RestCatalogServer(Path folder) throws IOException {
    json.setVisibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY);
    json.configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);
    json.setPropertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE);
    RESTSerializers.registerAll(json);
    catalog.setConf(new Configuration());
    catalog.initialize(
        "behind",
        Map.of(
            "uri",
            "jdbc:duckdb:" + folder.resolve("behind.duckdb"),
            "warehouse",
            folder.resolve("lake").toUri().toString()));
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext("/", this::handle);
    http.start();
  }

  /** Returns the catalog's properties in Spark's configuration. */
  Map<String, String> properties() {
    return Map.of("type", "rest", "uri", "http://127.0.0.1:" + http.getAddress().getPort());
  }

  /** Makes the next commit, and then answers as if nobody knew whether it was made. */
  void loseAnswer() {
    losesAnswer.set(true);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      int status = 200;
      byte[] body;
      try {
        @Nullable Object answer = answer(exchange);
        body = answer == null ? new byte[0] : json.writeValueAsBytes(answer);
        if (isCommit(exchange) && losesAnswer.compareAndSet(true, false)) {
          throw new IllegalStateException("the answer is lost");
        }
      } catch (RuntimeException e) {
        status = status(e);
        body = json.writeValueAsBytes(ErrorResponse.builder()
            .responseCode(status)
            .withType(e.getClass().getSimpleName())
            .withMessage(String.valueOf(e.getMessage()))
            .build());
      }
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      boolean isEmpty = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(status, isEmpty ? -1 : body.length);
      if (!isEmpty) {
        exchange.getResponseBody().write(body);
      }
    }
  }

  private static boolean isCommit(HttpExchange exchange) {
    return exchange.getRequestMethod().equals("POST")
        && exchange.getRequestURI().getPath().matches("/v1/namespaces/[^/]+/tables/[^/]+");
  }

  private static int status(RuntimeException e) {
    if (e instanceof NoSuchTableException || e instanceof NoSuchNamespaceException) {
      return 404;
    }
    return e instanceof CommitFailedException || e instanceof AlreadyExistsException ? 409 : 500;
  }

  private @Nullable Object answer(HttpExchange exchange) throws IOException {
    String[] path = exchange.getRequestURI().getPath().substring(1).split("/", -1);
    byte[] body = exchange.getRequestBody().readAllBytes();
    boolean writes = exchange.getRequestMethod().equals("POST");
    Namespace namespace = path.length > 2 ? Namespace.of(path[2]) : Namespace.empty();
    return switch (path.length) {
      case 2 ->
        path[1].equals("config")
            ? ConfigResponse.builder().build()
            : writes
                ? CatalogHandlers.createNamespace(
                    catalog, json.readValue(body, CreateNamespaceRequest.class))
                : CatalogHandlers.listNamespaces(catalog, namespace);
      case 3 -> CatalogHandlers.loadNamespace(catalog, namespace);
      case 4 ->
        writes
            ? CatalogHandlers.createTable(
                catalog, namespace, json.readValue(body, CreateTableRequest.class))
            : CatalogHandlers.listTables(catalog, namespace);
      case 5 -> table(TableIdentifier.of(namespace, path[4]), writes, body);
      // metrics of scans and commits
      default -> null;
    };
  }

  private Object table(TableIdentifier table, boolean writes, byte[] body) throws IOException {
    if (writes) {
      return CatalogHandlers.updateTable(
          catalog, table, json.readValue(body, UpdateTableRequest.class));
    }
    // the handler's parameters are not those of earlier releases
    BaseTable loaded = (BaseTable) catalog.loadTable(table);
    return LoadTableResponse.builder()
        .withTableMetadata(loaded.operations().current())
        .build();
  }

  @Override
  public void close() throws IOException {
    http.stop(0);
    catalog.close();
  }
}
