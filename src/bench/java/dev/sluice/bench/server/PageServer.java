package dev.sluice.bench.server;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Listens, and answers each connection's requests one after the other. */
final class PageServer implements AutoCloseable {
  private static final int SEND_BUFFER = 1 << 20;

  private final ServerSocketChannel listening;
  private final ServedTable table;
  private final ServerOptions options;
  private final ScanReply scans;
  private final TableReply tables;
  private final Random chance;
  private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
    Thread thread = new Thread(work, "bench-server");
    thread.setDaemon(true);
    return thread;
  });

  private PageServer(ServerSocketChannel listening, ServedTable table, ServerOptions options) {
    this.listening = listening;
    this.table = table;
    this.options = options;
    this.scans = new ScanReply(table);
    this.tables = new TableReply(table);
    this.chance = new Random(options.items());
  }

  static PageServer start(ServedTable table, ServerOptions options) throws IOException {
    ServerSocketChannel listening = ServerSocketChannel.open();
    listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_024);
    PageServer server = new PageServer(listening, table, options);
    server.threads.execute(server::accept);
    return server;
  }

  Served served() throws IOException {
    return table.served(((InetSocketAddress) listening.getLocalAddress()).getPort());
  }

  @Override
  public void close() throws IOException {
    threads.shutdownNow();
    listening.close();
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel connection = listening.accept();
        connection.setOption(StandardSocketOptions.TCP_NODELAY, true);
        connection.setOption(StandardSocketOptions.SO_SNDBUF, SEND_BUFFER);
        threads.execute(() -> serve(connection));
      }
    } catch (ClosedChannelException closed) {
      // the server has ended
    } catch (IOException e) {
      System.err.println("the bench's server accepts no more connections: " + e.getMessage());
    }
  }

  private void serve(SocketChannel connection) {
    try (connection;
        InputStream in = new BufferedInputStream(connection.socket().getInputStream())) {
      for (Optional<Request> request = Request.read(in);
          request.isPresent();
          request = Request.read(in)) {
        send(connection, answer(request.get()));
      }
    } catch (IOException | InterruptedException gone) {
      // the client has closed the connection, as clients do at their end
    }
  }

  private Reply answer(Request request) throws InterruptedException {
    return switch (request.operation()) {
      case "Scan" -> scan(request);
      case "DescribeTable" -> tables.describeTable();
      case "DescribeTimeToLive" -> tables.describeTimeToLive();
      case "ListTables" -> tables.listTables();
      case "" -> Reply.text(200, Double.toString(cpuSeconds()));
      default -> Reply.error("ValidationException", request.operation() + " is not served");
    };
  }

  private Reply scan(Request request) throws InterruptedException {
    if (options.latencyMs() > 0) {
      Thread.sleep(options.latencyMs());
    }
    if (options.throttledPercent() > 0 && chance.nextInt(100) < options.throttledPercent()) {
      return Reply.error("ProvisionedThroughputExceededException", "throttled as was asked for");
    }
    return scans.to(request.json());
  }

  private static void send(SocketChannel connection, Reply reply) throws IOException {
    ByteBuffer[] parts = reply.parts();
    ByteBuffer last = parts[parts.length - 1];
    while (last.hasRemaining()) {
      connection.write(parts);
    }
  }

  private static double cpuSeconds() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime()
        / 1e9;
  }
}
