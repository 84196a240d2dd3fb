package dev.sluice.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.TestServers;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SampleTablesTest {
  private static final AtomicLong LOADED = new AtomicLong();

  @BeforeAll
  static void load() {
    SampleTables.create(TestServers.dynamoDb());
    SampleTables.load(TestServers.dynamoDb(), items -> LOADED.accumulateAndGet(items, Math::max));
  }

  @Test
  void progressEndsAtTheNumberOfItems() {
    assertThat(LOADED).hasValue(SampleTables.ITEMS);
  }

  @ParameterizedTest
  @EnumSource(SampleTable.class)
  void everyItemOfTheFileIsInTheTable(SampleTable table) {
    long items =
        TestServers.dynamoDb()
            .scanPaginator(scan -> scan.tableName(table.tableName()))
            .items()
            .stream()
            .count();

    assertThat(items).isEqualTo(table.items());
  }
}
