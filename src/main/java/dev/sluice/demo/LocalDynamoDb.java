package dev.sluice.demo;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.ContextHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/**
 * DynamoDB Local behind a Jetty of our own: its own server listens on all interfaces, refuses port 0 and reports its
 * use to AWS; this one does none of that.
 */
final class LocalDynamoDb {
  private LocalDynamoDb() {}

  /** Starts it, for as long as this process lives, on a free port of the loopback interface. */
  static URI start() throws Exception {
    var tables = new AnyCredentials(new LocalDynamoDBRequestHandler(0, true, null, true, false));
    Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    server.setHandler(new ContextHandler(tables, "/"));
    server.start();
    return URI.create("http://127.0.0.1:" + server.getURI().getPort());
  }

  /** Takes access keys that are not plain letters and digits, too; with one shared database the key means nothing. */
  private static final class AnyCredentials extends LocalDynamoDBServerHandler {
    AnyCredentials(LocalDynamoDBRequestHandler requests) {
      super(requests, null);
    }

    @Override
    protected String getAccessKey(Request request) {
      return "sluice";
    }
  }
}
