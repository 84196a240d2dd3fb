package dev.sluice.bench.server;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.bench.pages.PagePool;
import java.io.IOException;

/** The server's process: says on standard output where it is, and ends when its standard input does. */
public final class ServerMain {
  private ServerMain() {}

  public static void main(String[] arguments) throws IOException {
    ServerOptions options = ServerOptions.parse(arguments);
    PagePool pool = PagePool.of(options.table());
    try (PageServer server = PageServer.start(new ServedTable(pool, options.items()), options)) {
      System.out.println(new JsonMapper().writeValueAsString(server.served()));
      while (System.in.read() >= 0) {
        // nothing is said to it; it waits for the end
      }
    }
  }
}
