package dev.sluice.demo;

import dev.sluice.demo.export.ExportFront;
import dev.sluice.demo.export.RecordedRequests;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.ContextHandler;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/**
 * DynamoDB Local in a Jetty of Sluice's own: its own server listens on all interfaces, refuses port 0 and reports its
 * use to AWS.
 *
 * @param uri its address
 * @param client a client within this process
 */
record LocalDynamoDb(URI uri, DynamoDbClient client) {
  private static final String ACCESS_KEY = "sluice";

  /**
   * Starts the server on a free port of the loopback interface, until this process ends.
   *
   * @param s3 receives exports of tables
   */
  static LocalDynamoDb start(S3Client s3) throws Exception {
    RecordedRequests requests = new RecordedRequests();
    DynamoDbClient client = new DirectClient(requests, ACCESS_KEY);
    ExportFront front = new ExportFront(new AnyCredentials(requests), requests, s3);
    Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    server.setHandler(new ContextHandler(front, "/"));
    server.start();
    return new LocalDynamoDb(URI.create("http://127.0.0.1:" + server.getURI().getPort()), client);
  }

  /** Accepts any access keys, not only letters and digits; with one shared database the key has no meaning. */
  private static final class AnyCredentials extends LocalDynamoDBServerHandler {
    AnyCredentials(LocalDynamoDBRequestHandler requests) {
      super(requests, null);
    }

    @Override
    protected String getAccessKey(Request request) {
      return ACCESS_KEY;
    }
  }
}
