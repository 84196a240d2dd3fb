package dev.sluice.bench.server;

import dev.sluice.bench.pages.BenchTable;
import java.util.List;

/**
 * What a server serves, and how.
 *
 * @param items at least so many; the last page is a whole one
 * @param latencyMs what each Scan waits before it is answered
 * @param throttledPercent of the Scans, that are refused with ProvisionedThroughputExceededException
 */
public record ServerOptions(BenchTable table, long items, int latencyMs, int throttledPercent) {
  /** Neither waits nor refuses. */
  public static ServerOptions of(BenchTable table, long items) {
    return new ServerOptions(table, items, 0, 0);
  }

  public ServerOptions withLatency(int milliseconds) {
    return new ServerOptions(table, items, milliseconds, throttledPercent);
  }

  public ServerOptions withThrottled(int percent) {
    return new ServerOptions(table, items, latencyMs, percent);
  }

  List<String> arguments() {
    return List.of(
        table.name(),
        Long.toString(items),
        Integer.toString(latencyMs),
        Integer.toString(throttledPercent));
  }

  static ServerOptions parse(String... arguments) {
    return new ServerOptions(
        BenchTable.valueOf(arguments[0]),
        Long.parseLong(arguments[1]),
        Integer.parseInt(arguments[2]),
        Integer.parseInt(arguments[3]));
  }
}
