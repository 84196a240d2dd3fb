package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.table.TableDescription;
import dev.sluice.testing.TestServers;
import dev.sluice.write.ConditionParser;
import dev.sluice.write.ItemKeys;
import dev.sluice.write.WriteOperation;
import dev.sluice.write.WriteStats;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.connector.write.DataWriter;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What a second attempt of a task changes: after the first, after its failure, and at the same time. */
final class RepeatedWritesTest {
  private static final int ROWS = 60;

  private String table;

  /** Items of the first half of the rows' keys. */
  @BeforeEach
  void fill() {
    table = TargetTables.create();
    TargetTables.put(
        table,
        IntStream.range(0, ROWS / 2)
            .mapToObj(i -> Map.of(
                "id", AttributeValue.fromS("" + i),
                "n", AttributeValue.fromN("-1"),
                "stays", AttributeValue.fromBool(true)))
            .toList());
  }

  /** Conditions that a row itself makes false. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      PUT    |
      UPDATE |
      DELETE |
      PUT    | attribute_not_exists(n) OR n < :n
      UPDATE | attribute_not_exists(n) OR n < :n
      DELETE | attribute_exists(id)
      PUT    | attribute_not_exists(id)
      UPDATE | stays = true AND n = -1
      """)
  void aRepeatedTaskChangesNothingAndRefusesNothingOfItsOwn(
      WriteOperation operation, @Nullable String condition) throws Exception {
    WriteStats whole = attempt(operation, condition, ROWS);
    Map<String, Object> after = TargetTables.scan(table);
    WriteStats again = attempt(operation, condition, ROWS);

    assertThat(TargetTables.scan(table)).isEqualTo(after);
    assertThat(again.items()).isEqualTo(ROWS);
    assertThat(again.refused()).isEqualTo(whole.refused());
    assertThat(condition == null ? again.written() : again.unchanged())
        .isEqualTo(whole.written() + whole.unchanged());
  }

  @Test
  void aTaskThatFailedHalfwayIsCompletedByTheNextAttempt() throws Exception {
    String condition = "attribute_not_exists(n) OR n < :n";
    attempt(WriteOperation.UPDATE, condition, ROWS / 3);

    WriteStats whole = attempt(WriteOperation.UPDATE, condition, ROWS);

    assertThat(whole.refused()).isZero();
    assertThat(whole.unchanged()).isEqualTo(ROWS / 3);
    assertThat(TargetTables.scan(table)).hasSize(ROWS);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      PUT    | attribute_not_exists(n) OR n < :n
      UPDATE | attribute_not_exists(n) OR n < :n
      DELETE | attribute_exists(id)
      """)
  void twoAttemptsAtOnceEndAsOne(WriteOperation operation, String condition) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    List<Future<WriteStats>> attempts = new ArrayList<>();
    try {
      Callable<WriteStats> attempt = () -> attempt(operation, condition, ROWS);
      attempts.addAll(threads.invokeAll(List.of(attempt, attempt)));
    } finally {
      threads.shutdown();
    }

    for (Future<WriteStats> attempt : attempts) {
      assertThat(attempt.get().refused()).isZero();
    }
    assertThat(attempts.get(0).get().written() + attempts.get(1).get().written())
        .isEqualTo(operation == WriteOperation.DELETE ? ROWS / 2 : ROWS);
    assertThat(TargetTables.scan(table)).hasSize(operation == WriteOperation.DELETE ? 0 : ROWS);
  }

  /** The one exception, as the documentation says it. */
  @Test
  void aRowThatAnotherRowHasOverwrittenIsJudgedAgain() throws Exception {
    String condition = "attribute_not_exists(n) OR n < :n";
    WriteStats first = written(WriteOperation.PUT, condition, List.of(row(0, 1), row(0, 2)));
    WriteStats again = written(WriteOperation.PUT, condition, List.of(row(0, 1), row(0, 2)));

    assertThat(first.written()).isEqualTo(2);
    assertThat(again.refused()).isOne();
    assertThat(again.unchanged()).isOne();
    assertThat(TargetTables.scan(table))
        .containsEntry("0", Map.of("id", AttributeValue.fromS("0"), "n", Map.of("N", "2")));
  }

  private WriteStats attempt(WriteOperation operation, @Nullable String condition, int rows)
      throws Exception {
    return written(
        operation, condition, IntStream.range(0, rows).mapToObj(i -> row(i, i)).toList());
  }

  private WriteStats written(
      WriteOperation operation, @Nullable String condition, List<InternalRow> rows)
      throws Exception {
    ItemWriter.Factory factory = new ItemWriter.Factory(
        TestServers.settings(),
        table,
        new ItemKeys(List.of(new TableDescription.Key("id", "S"))),
        StructType.fromDDL("id string, n int"),
        new WriteSettings(
            operation,
            condition == null ? null : ConditionParser.parse(condition),
            List.of(),
            WriteSettings.ConditionFailure.FAIL,
            WriteSettings.NullValues.KEEP),
        0);
    try (DataWriter<InternalRow> writer = factory.createWriter(0, 0)) {
      for (InternalRow row : rows) {
        writer.write(row);
      }
      return ((TaskCommit) writer.commit()).stats();
    }
  }

  private static InternalRow row(int id, int n) {
    return new GenericInternalRow(new Object[] {UTF8String.fromString("" + id), n});
  }
}
