package dev.sluice.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.summary.RunRecord.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The RUN row of one run id, whichever of its holders writes last. */
class RunRowOrderTest {
  private static final Keys KEYS = new Keys(null);

  @Test
  void doneIsFinalAndTheFirstOfThemStays() {
    Row done = row(State.DONE, 7);
    ends(
        done,
        row(State.RUNNING, null),
        row(State.PUBLISHING, null),
        row(State.STOPPED, 5),
        row(State.FAILED, 9),
        row(State.DONE, 8),
        withoutSnapshot(State.FAILED, 10));
  }

  @Test
  void ofNoGoodEndsTheLastIsSaid() {
    ends(row(State.STOPPED, 9), row(State.PUBLISHING, null), row(State.FAILED, 5));
    ends(row(State.FAILED, 9), row(State.PUBLISHING, null), row(State.STOPPED, 5));
    ends(withoutSnapshot(State.FAILED, 9), withoutSnapshot(State.STOPPED, 5));
  }

  @Test
  void aRunThatHasASnapshotSaysMoreThanOneThatHadNone() {
    ends(row(State.PUBLISHING, null), withoutSnapshot(State.STOPPED, 9));
  }

  @Test
  void anotherResultOfTheRunHasARowOfItsOwnStates() {
    ends(row(2, State.PUBLISHING, null), row(State.DONE, 7), row(State.FAILED, 9));
  }

  /** In any order, and again. */
  private static void ends(Row expected, Row... others) {
    Random random = new Random(5);
    List<Row> rows = new ArrayList<>(List.of(others));
    rows.add(expected);
    for (int i = 0; i < 200; i++) {
      List<Row> arrivals = new ArrayList<>(rows);
      arrivals.addAll(rows.subList(0, random.nextInt(rows.size())));
      Collections.shuffle(arrivals, random);
      Map<String, AttributeValue> there = Map.of();
      for (Row row : arrivals) {
        there = Precedence.of(row, there, false).after();
      }
      assertThat(there).isEqualTo(expected.item());
    }
  }

  private static Row row(State state, @Nullable Integer minute) {
    return row(1, state, minute);
  }

  private static Row row(int number, State state, @Nullable Integer minute) {
    return row(Samples.AS_OF, number, state, minute);
  }

  private static Row withoutSnapshot(State state, int minute) {
    return row(null, 1, state, minute);
  }

  private static Row row(
      @Nullable Instant asOf, int number, State state, @Nullable Integer minute) {
    RunRecord run = Samples.run("r-1");
    RowFactory rowFactory =
        new RowFactory(asOf, run.startedAt(), "r-1", number, Origin.NONE, Samples.TTL);
    if (minute == null) {
      return RunRow.of(run.in(state), KEYS, rowFactory, List.of());
    }
    // a half second would come before the whole one as text
    Instant at = Samples.AS_OF.plusSeconds(60L * minute).plusMillis(minute % 2 * 500L);
    return RunRow.of(run.failed(state, at, 0, "because"), KEYS, rowFactory, List.of());
  }
}
