package dev.sluice.source;

import dev.sluice.access.ReadPlan;
import dev.sluice.access.ReadSettings;
import dev.sluice.access.TableProbes;
import dev.sluice.capacity.CapacityBroker;
import dev.sluice.decode.RowDecoder;
import dev.sluice.scan.ItemCursor;
import dev.sluice.scan.PageDemand;
import dev.sluice.scan.PageSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import scala.Function1;

/** Rows as Spark would have them, without its jobs, of which there would be a thousand. */
final class DecodedRows {
  private DecodedRows() {}

  static List<Row> of(Map<String, String> options) {
    ReadSettings settings = TableSource.settings(options);
    ReadPlan plan = TableProbes.open(settings).plan(0, 0);
    RowDecoder decoder = new RowDecoder(plan.schema());
    Function1<Object, Object> rows = CatalystTypeConverters.createToScalaConverter(plan.schema());
    List<Row> found = new ArrayList<>();
    for (int task = 0; task < plan.path().outline().tasks(); task++) {
      try (PageSource pages = plan.path()
          .pages(
              settings.scan(List.of(), CapacityBroker.UNLIMITED),
              task,
              PageSource.START,
              PageDemand.all(0))) {
        while (pages.hasNext()) {
          for (ItemCursor items = new ItemCursor(pages.next()); items.hasNext(); ) {
            found.add(items.next(in -> (Row) rows.apply(decoder.decode(in))));
          }
        }
      }
    }
    return found;
  }
}
