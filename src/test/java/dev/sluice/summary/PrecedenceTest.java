package dev.sluice.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.summary.Precedence.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class PrecedenceTest {
  private static final Map<String, AttributeValue> OLD = row(5, "r5", 100, 1).item();

  @Test
  void theGreaterRunWins() {
    assertThat(verdict(row(6, "a", 100, 2), false)).isEqualTo(Verdict.WRITE);
    assertThat(verdict(row(5, "r6", 100, 2), false)).isEqualTo(Verdict.WRITE);
    assertThat(verdict(row(5, "r4", 100, 2), false)).isEqualTo(Verdict.FENCED);
    assertThat(verdict(row(4, "z", 100, 2), false)).isEqualTo(Verdict.FENCED);
  }

  @Test
  void theSameRunMayWriteAgain() {
    assertThat(verdict(row(5, "r5", 100, 2), false)).isEqualTo(Verdict.WRITE);
  }

  @Test
  void theSameContentOnlyAdvances() {
    assertThat(verdict(row(6, "a", 100, 1), false)).isEqualTo(Verdict.ADVANCE);
    assertThat(verdict(row(4, "a", 100, 1), false)).isEqualTo(Verdict.FENCED);
  }

  @Test
  void fewerItemsReplaceNothingUnlessRestated() {
    assertThat(verdict(row(6, "a", 99, 2), false)).isEqualTo(Verdict.ERODED);
    assertThat(verdict(row(6, "a", 99, 2), true)).isEqualTo(Verdict.WRITE);
    assertThat(verdict(row(4, "a", 99, 2), true)).isEqualTo(Verdict.FENCED);
  }

  @Test
  void anOlderRunWithMoreItemsIsTheOneThatWouldHaveStayed() {
    assertThat(verdict(row(4, "a", 101, 2), false)).isEqualTo(Verdict.RECOVER);
  }

  @Test
  void noStragglerUndoesARestatement() {
    Row restating = row(6, "a", 10, 2);
    Map<String, AttributeValue> there =
        Precedence.remembering(restating, OLD, true).item();
    Row later = row(7, "a", 11, 3);
    assertThat(Precedence.of(later, there, false)).isEqualTo(Verdict.WRITE);
    Map<String, AttributeValue> after =
        Precedence.remembering(later, there, false).item();
    assertThat(Precedence.of(row(5, "r5", 100, 1), after, false)).isEqualTo(Verdict.FENCED);
  }

  @Test
  void aRowOfUnknownMakeIsReplaced() {
    Map<String, AttributeValue> foreign = Map.of("pk", AttributeValue.fromS("x"));
    assertThat(Precedence.of(row(1, "a", 0, 1), foreign, false)).isEqualTo(Verdict.WRITE);
  }

  /** What the table would hold had all runs come one after the other in their order. */
  private static Row inOrder(List<Row> runs) {
    return runs.stream()
        .sorted(Comparator.comparing(Row::position))
        .reduce(
            (stays, next) -> next.items(next.item()) >= stays.items(stays.item()) ? next : stays)
        .orElseThrow();
  }

  @Test
  void whateverTheOrderOfArrivalTheTableEndsTheSame() {
    Random random = new Random(42);
    for (int round = 0; round < 3_000; round++) {
      List<Row> runs = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        // different contents may rest on equally many items, equal contents never on different ones
        int items = random.nextInt(3);
        runs.add(row(random.nextInt(4), "r" + i, items, items * 10 + random.nextInt(2)));
      }
      Row expected = inOrder(runs);
      Collections.shuffle(runs, random);
      Map<String, AttributeValue> there = Map.of();
      for (Row run : runs) {
        there = after(run, there);
      }
      assertThat(there).isEqualTo(expected.item());
    }
  }

  private static Map<String, AttributeValue> after(Row run, Map<String, AttributeValue> there) {
    Verdict verdict = there.isEmpty() ? Verdict.WRITE : Precedence.of(run, there, false);
    return switch (verdict) {
      case WRITE, RECOVER, ADVANCE -> run.item();
      case FENCED, ERODED -> there;
    };
  }

  private static Verdict verdict(Row mine, boolean restate) {
    return Precedence.of(mine, OLD, restate);
  }

  private static Row row(int hour, String runId, long items, int content) {
    Position position = Position.of(Instant.EPOCH.plusSeconds(3600L * hour), runId);
    Map<String, AttributeValue> item = new HashMap<>();
    item.put("pk", AttributeValue.fromS("LATENCY#m"));
    item.put("asOf", AttributeValue.fromS(position.asOf()));
    item.put("runId", AttributeValue.fromS(position.runId()));
    item.put("requests", AttributeValue.fromN(Long.toString(items)));
    item.put("contentHash", AttributeValue.fromS(Integer.toString(content)));
    return new Row(item, "requests");
  }
}
