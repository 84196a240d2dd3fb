package dev.sluice.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.summary.Decision.Verdict;
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
    Map<String, AttributeValue> there =
        Precedence.of(row(6, "a", 10, 2), OLD, true).after();
    Decision later = Precedence.of(row(7, "a", 11, 3), there, false);
    assertThat(later.verdict()).isEqualTo(Verdict.WRITE);
    Decision straggler = Precedence.of(row(5, "r5", 100, 1), later.after(), false);
    assertThat(straggler.verdict()).isEqualTo(Verdict.RESTATED);
    assertThat(straggler.by()).isEqualTo(row(6, "a", 10, 2).position());
  }

  @Test
  void aRestatementIsRememberedThoughItsFiguresDontStay() {
    Decision late = Precedence.of(row(4, "a", 10, 2), OLD, true);
    assertThat(late.verdict()).isEqualTo(Verdict.FENCED);
    assertThat(late.by()).isEqualTo(Position.of(OLD));
    // it would have been restated away, and the one there, though of fewer items, come after that
    assertThat(Precedence.of(row(3, "a", 1_000, 3), late.after(), false).verdict())
        .isEqualTo(Verdict.RESTATED);
  }

  @Test
  void aRestatementThatComesAfterAnErodedNewerRunSaysSo() {
    Row newest = row(8, "a", 90, 2);
    Decision eroded = Precedence.of(newest, OLD, false);
    assertThat(eroded.verdict()).isEqualTo(Verdict.ERODED);
    assertThat(eroded.after().get("contentHash")).isEqualTo(OLD.get("contentHash"));
    Decision late = Precedence.of(row(7, "a", 10, 3), eroded.after(), true);
    assertThat(late.verdict()).isEqualTo(Verdict.WRITE);
    assertThat(late.overtakenBy()).isEqualTo(newest.position());
    // the same again, if its writer did not get the answer
    assertThat(Precedence.of(row(7, "a", 10, 3), late.after(), true).overtakenBy())
        .isEqualTo(newest.position());
    Decision next = Precedence.of(row(9, "a", 90, 4), late.after(), false);
    assertThat(next.verdict()).isEqualTo(Verdict.WRITE);
    assertThat(next.after()).doesNotContainKey("erodedBy").containsKey("restatedBy");
  }

  @Test
  void aRestatementInTimeSaysNothing() {
    assertThat(Precedence.of(row(6, "a", 10, 2), OLD, true).overtakenBy()).isNull();
    assertThat(Precedence.of(row(4, "a", 1_000, 2), OLD, true).overtakenBy()).isNull();
  }

  @Test
  void theSameRunAgainChangesNothing() {
    Decision again = Precedence.of(row(5, "r5", 100, 1), OLD, false);
    assertThat(again.verdict()).isEqualTo(Verdict.ADVANCE);
    assertThat(RowChange.between(OLD, again.after()).isNone()).isTrue();
  }

  @Test
  void aRowOfUnknownMakeIsReplaced() {
    Map<String, AttributeValue> foreign = Map.of("pk", AttributeValue.fromS("x"));
    assertThat(Precedence.of(row(1, "a", 0, 1), foreign, false).verdict()).isEqualTo(Verdict.WRITE);
  }

  @Test
  void aRowOfAnEarlierReleaseIsOrdered() {
    Map<String, AttributeValue> earlier = new HashMap<>(OLD);
    earlier.keySet().removeAll(List.of("runStartedAt", "runNumber"));
    String restated = Position.of(earlier).asOf().replace("T05", "T03") + "#r3";
    earlier.put("restatedBy", AttributeValue.fromS(restated));
    assertThat(Precedence.of(row(5, "a", 100, 2), earlier, false).verdict())
        .isEqualTo(Verdict.WRITE);
    assertThat(Precedence.of(row(4, "a", 100, 2), earlier, false).verdict())
        .isEqualTo(Verdict.FENCED);
    assertThat(Precedence.of(row(2, "a", 1_000, 2), earlier, false).verdict())
        .isEqualTo(Verdict.RESTATED);
    assertThat(Precedence.of(row(3, "a", 1_000, 2), earlier, false).verdict())
        .isEqualTo(Verdict.RECOVER);
  }

  /** What the table would hold had all runs come one after the other in their order. */
  private static Row inOrder(List<Row> runs) {
    return runs.stream()
        .sorted(Comparator.comparing(Row::position))
        .reduce((stays, next) -> next.items() >= stays.items() ? next : stays)
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
    Map<String, AttributeValue> after =
        new HashMap<>(Precedence.of(run, there, false).after());
    after.remove("erodedBy");
    return after;
  }

  private static Verdict verdict(Row mine, boolean restate) {
    return Precedence.of(mine, OLD, restate).verdict();
  }

  private static Row row(int hour, String runId, long items, int content) {
    Instant asOf = Instant.EPOCH.plusSeconds(3600L * hour);
    Position position = Position.of(asOf, Instant.EPOCH, runId, 1);
    return History.row(position, items, content, History.ITEMS);
  }
}
