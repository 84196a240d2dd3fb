package dev.sluice.source;

import dev.sluice.capacity.ReadLimit;
import dev.sluice.failure.Fault;
import dev.sluice.failure.InvalidConfiguration;
import dev.sluice.scan.Segmentation;
import dev.sluice.scan.TableScan;
import dev.sluice.schema.DeclaredColumns;
import dev.sluice.schema.Discovered;
import dev.sluice.schema.Discovery;
import dev.sluice.table.Clients;
import dev.sluice.table.Endpoints;
import dev.sluice.table.TableDescription;
import dev.sluice.table.Tables;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * A table that was looked at: its description, how fast it may be read, and its columns.
 *
 * @param discovered empty where the schema was given
 */
record TableHandle(
    SourceOptions options,
    TableDescription description,
    ReadLimit limit,
    StructType schema,
    Optional<Discovered> discovered) {

  static TableHandle open(SourceOptions options) {
    String json = options.schemaJson();
    return open(
        options,
        json == null ? Optional.empty() : Optional.of((StructType) DataType.fromJson(json)));
  }

  /**
   * The table, with all its columns stated; no sample is taken.
   *
   * @throws InvalidConfiguration where values could get lost, or are of types that DynamoDB has not
   */
  static TableHandle open(SourceOptions options, StructType schema) {
    return open(options, Optional.of(DeclaredColumns.whole(schema, "schema")));
  }

  private static TableHandle open(SourceOptions options, Optional<StructType> schema) {
    TableDescription description = describe(options);
    checkIndex(options, description);
    ReadLimit limit = ReadLimit.of(
        description.name(),
        description.capacity(),
        options.maxReadUnits(),
        options.percent(),
        isLocal(options.aws().dynamoDbEndpoint()));
    if (schema.isPresent()) {
      return new TableHandle(options, description, limit, schema.get(), Optional.empty());
    }
    TableScan sample = scan(options, List.of(), limit.unitsPerSecond());
    Discovered discovered = Discovery.discover(
        sample, description, options.sampleItems(), options.numbers(), options.declared());
    return new TableHandle(
        options, description, limit, discovered.schema(), Optional.of(discovered));
  }

  /**
   * What to ask DynamoDB for.
   *
   * @param columns top-level attributes to fetch; empty: all
   */
  TableScan scan(List<String> columns, double unitsPerSecond) {
    return scan(options, columns, unitsPerSecond);
  }

  private static TableScan scan(
      SourceOptions options, List<String> columns, double unitsPerSecond) {
    return new TableScan(
        options.aws(),
        options.table(),
        options.index(),
        options.consistentRead(),
        columns,
        unitsPerSecond);
  }

  /** How a scan is cut up, on the cores of the active Spark session. */
  Segmentation segmentation() {
    return Segmentation.of(description.sizeBytes(), Cores.parallelism(), options.segments());
  }

  /** The table's description alone. */
  static TableDescription describe(SourceOptions options) {
    try (DynamoDbClient client = Clients.firstContact(options.aws())) {
      return new Tables(client).describe(options.table());
    }
  }

  private static void checkIndex(SourceOptions options, TableDescription table) {
    String name = options.index();
    if (name == null) {
      return;
    }
    TableDescription.Index index = table.index(name).orElseThrow(() -> noIndex(name, table));
    if (index.global() && options.consistentRead()) {
      throw invalid(
          SourceOptions.CONSISTENT_READ,
          "true",
          "a global index (" + name + ") has no consistent reads",
          "Read the table, or leave consistent-read off.");
    }
  }

  private static InvalidConfiguration noIndex(String name, TableDescription table) {
    return invalid(
        SourceOptions.INDEX,
        name,
        "table " + table.name() + " has no such index",
        "It has " + table.indexes().stream().map(TableDescription.Index::name).toList() + ".");
  }

  private static InvalidConfiguration invalid(
      String key, String value, String problem, String remedy) {
    return new InvalidConfiguration(List.of(new Fault(key, value, problem, remedy)));
  }

  private static boolean isLocal(@Nullable URI endpoint) {
    return endpoint != null && Endpoints.isLocal(endpoint);
  }
}
