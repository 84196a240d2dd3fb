package dev.sluice.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.price.ListPrice;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ReadCostTest {
  @Test
  void costIsReadUnitsTimesTheDatedListPrice() {
    ListPrice price = ListPrice.in("us-east-1").orElseThrow();

    assertThat(table("us-east-1").caption())
        .contains("list price of " + price.asOf() + " in us-east-1");
  }

  @Test
  void tablesAddUp() {
    List<DataTable.Row> rows = table("us-east-1").rows();

    assertThat(rows).extracting(row -> row.head().text()).last().isEqualTo("All tables");
    assertThat(rows.get(rows.size() - 1).cells())
        .extracting(Cell::text)
        .startsWith("34,161", "3,640")
        .hasSize(4);
  }

  @Test
  void noCostIsMadeUp() {
    assertThat(table(null).columns()).hasSize(4);
    assertThat(table(null).caption()).contains("No cost is stated: no region");
    assertThat(table("mars-north-1").caption())
        .contains("no list price is on record for mars-north-1");
  }

  private static DataTable table(@Nullable String region) {
    return new ReadCost(SampleFigures.manifest(), region).table();
  }
}
