package dev.sluice.report;

import dev.sluice.dataset.run.Manifest;
import dev.sluice.dataset.run.Manifest.TableEntry;
import dev.sluice.price.ListPrice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The cost of reading the tables: read units, and their list price if one is known. */
final class ReadCost {
  private static final double THOUSAND = 1000;

  private final Manifest manifest;
  private final @Nullable String region;
  private final Optional<ListPrice> price;

  ReadCost(Manifest manifest, @Nullable String region) {
    this.manifest = manifest;
    this.region = region;
    this.price = Optional.ofNullable(region).flatMap(ListPrice::in);
  }

  /** Returns the cost by table and in total; no rows if no table was read. */
  DataTable table() {
    DataTable.Builder table = DataTable.of(caption())
        .words("Table")
        .numbers("Items scanned", "Read units", "Read units, 1,000 items");
    price.ifPresent(known -> table.numbers("US dollars"));
    new TreeMap<>(manifest.tables())
        .forEach((name, entry) ->
            row(table, PlainText.of(name), entry.scanned(), entry.consumedReadUnits()));
    if (manifest.tables().size() > 1) {
      long scanned =
          manifest.tables().values().stream().mapToLong(TableEntry::scanned).sum();
      row(table, "All tables", scanned, manifest.consumedReadUnits());
    }
    return table.build();
  }

  private void row(DataTable.Builder table, String name, long scanned, double units) {
    List<Cell> cells = new ArrayList<>(List.of(
        Cell.count(scanned),
        Cell.number(Notation.number(units)),
        scanned == 0
            ? Cell.none("no items")
            : Cell.number(Notation.number(units / scanned * THOUSAND))));
    price.ifPresent(known -> cells.add(Cell.number(Notation.number(known.ofReadUnits(units)))));
    table.row(name, cells);
  }

  private String caption() {
    return "Read units, as DynamoDB counted them. "
        + price
            .map(known ->
                "Dollars: at the on-demand list price of %s in %s, %s for a million read units; capacity that is"
                        .formatted(
                            known.asOf(),
                            known.region(),
                            Notation.number(known.perMillionReadUnits()))
                    + " provisioned is paid by the hour instead")
            .orElseGet(this::unknown);
  }

  private String unknown() {
    return region == null
        ? "No cost is stated: no region is configured, or the endpoint is not that of a region"
        : "No cost is stated: no list price is on record for " + PlainText.brief(region);
  }
}
