package dev.sluice.bench.decode;

import dev.sluice.bench.pages.BenchTable;
import dev.sluice.bench.server.ServerOptions;
import dev.sluice.bench.server.ServerProcess;
import dev.sluice.source.TableSource;
import java.util.Map;
import org.apache.spark.sql.types.StructType;

/** The columns that Sluice finds for a table, found as ever: by a sample, from a server. */
final class SampledSchema {
  private static final int ITEMS = 50_000;

  private SampledSchema() {}

  static StructType of(BenchTable table) {
    // the SDK signs also what nobody checks
    System.setProperty("aws.accessKeyId", "bench");
    System.setProperty("aws.secretAccessKey", "bench");
    try (ServerProcess server = ServerProcess.start(ServerOptions.of(table, ITEMS))) {
      return TableSource.open(TableSource.settings(Map.of(
              "table", table.tableName(),
              "endpoint", server.endpoint().toString(),
              "numbers", "double")))
          .schema();
    }
  }
}
