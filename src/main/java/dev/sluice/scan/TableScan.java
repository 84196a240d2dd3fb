package dev.sluice.scan;

import dev.sluice.capacity.CapacityBroker;
import dev.sluice.table.AwsSettings;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request for pages of a table, without the segment. It is sent to executors.
 *
 * @param table name or ARN
 * @param index null: the table itself
 * @param columns top-level attributes to fetch; empty: all. They save network traffic and decoding, but no read units
 * @param capacity gives the permit for each page; must be serializable if it is sent to executors
 */
public record TableScan(
    AwsSettings aws,
    String table,
    @Nullable String index,
    boolean consistentRead,
    List<String> columns,
    CapacityBroker capacity,
    Selection selection)
    implements Serializable {
  public TableScan {
    columns = List.copyOf(columns);
  }

  /** A request for all items. */
  public TableScan(
      AwsSettings aws,
      String table,
      @Nullable String index,
      boolean consistentRead,
      List<String> columns,
      CapacityBroker capacity) {
    this(aws, table, index, consistentRead, columns, capacity, Selection.ALL);
  }

  /** Returns the same request for these items only. */
  public TableScan selecting(Selection wanted) {
    return new TableScan(aws, table, index, consistentRead, columns, capacity, wanted);
  }
}
