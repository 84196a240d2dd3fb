package dev.sluice.scan;

import dev.sluice.capacity.CapacityBroker;
import dev.sluice.table.AwsSettings;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a table, segments apart. Goes to executors.
 *
 * @param table name or ARN
 * @param index null: the table itself
 * @param columns top-level attributes to fetch; empty: all. They save network and decoding, but no read units
 * @param capacity where each page's request takes its turn; one that goes to executors is serializable
 * @param selection which items
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

  /** Of all items. */
  public TableScan(
      AwsSettings aws,
      String table,
      @Nullable String index,
      boolean consistentRead,
      List<String> columns,
      CapacityBroker capacity) {
    this(aws, table, index, consistentRead, columns, capacity, Selection.ALL);
  }

  /** Of those items only. */
  public TableScan selecting(Selection wanted) {
    return new TableScan(aws, table, index, consistentRead, columns, capacity, wanted);
  }
}
