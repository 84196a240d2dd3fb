package dev.sluice.demo;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.ContextHandler;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
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

  /** Starts the server on a free port of the loopback interface, until this process ends. */
  static LocalDynamoDb start() throws Exception {
    var requests = new LocalDynamoDBRequestHandler(0, true, null, true, false);
    Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    server.setHandler(new ContextHandler(new AnyCredentials(requests), "/"));
    server.start();
    return new LocalDynamoDb(
        URI.create("http://127.0.0.1:" + server.getURI().getPort()),
        new DirectClient(requests, ACCESS_KEY));
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
