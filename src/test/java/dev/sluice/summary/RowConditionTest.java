package dev.sluice.summary;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A write on a row that is not any more what its decision was made on is refused. */
class RowConditionTest {
  private static final Position THEN = Position.of(Samples.AS_OF, Samples.STARTED, "r-1", 1);

  @Test
  void allThatADecisionReadsIsInItsCondition() {
    List<RowOrder> orders =
        List.of(History.ITEMS, RowOrder.BY_POSITION, RowOrder.BY_DAY, RowOrder.BY_STATE);
    for (RowOrder order : orders) {
      Map<String, AttributeValue> there = there(order);
      List<String> read = new ArrayList<>(order.reads());
      read.addAll(List.of("asOf", "runStartedAt", "runId", "runNumber", "contentHash"));
      read.addAll(List.of("restatedBy", "erodedBy"));
      for (String name : read) {
        assertThat(RowCondition.since(there, order).names()).containsEntry("#" + name, name);
        assertThat(RowCondition.since(there, order).values())
            .containsEntry(":" + name, there.get(name));
      }
    }
  }

  /** Two holders of one result, of which one still has other figures. */
  @Test
  void theSameContentAdvancesOnlyThatContent() {
    MemoryTable table = new MemoryTable();
    write(table, History.row(THEN, 5, 1, History.ITEMS));
    Position later = Position.of(Samples.AS_OF.plus(Duration.ofDays(1)), Samples.STARTED, "r-2", 1);
    Row same = History.row(later, 5, 1, History.ITEMS);
    MemoryTable.Writer advancing = table.new Writer(same, false);
    assertThat(advancing.request()).isNull();

    write(table, History.row(THEN, 5, 2, History.ITEMS));
    while (advancing.request() == null) {
      // it reads what has changed
    }
    assertThat(table.there()).isEqualTo(same.item());
  }

  private static void write(MemoryTable table, Row row) {
    MemoryTable.Writer writer = table.new Writer(row, false);
    while (writer.request() == null) {
      // it reads what is there
    }
  }

  private static Map<String, AttributeValue> there(RowOrder order) {
    Map<String, AttributeValue> there =
        new TreeMap<>(History.row(THEN, 5, 1, order).item());
    for (String name : List.of("restatedBy", "erodedBy", "state", "finishedAt", "publications")) {
      there.put(name, AttributeValue.fromS(name));
    }
    return there;
  }
}
