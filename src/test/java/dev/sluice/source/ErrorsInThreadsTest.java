package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import dev.sluice.testing.ThrowingCalls;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever a thread of ours throws ends the Spark action, and is its cause. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ErrorsInThreadsTest {
  @BeforeAll
  static void load() {
    TestServers.sampleTables();
  }

  @Test
  void anErrorOfAFetcherEndsTheRead() {
    Dataset<Row> rows = experiments();
    for (Throwable thrown : List.of(
        new NoClassDefFoundError("of/a/jar/that/is/missing"), new AssertionError("never"))) {
      ThrowingCalls.during("Scan", thrown, () -> assertThatThrownBy(rows::collect)
          .satisfies(e -> assertThat(causes(e)).contains(thrown.toString())));
      ThrowingCalls.during("Scan", thrown, () -> assertThatThrownBy(rows::count)
          .satisfies(e -> assertThat(causes(e)).contains(thrown.toString())));
    }
    assertThat(rows.count()).isEqualTo(160);
  }

  @Test
  void soDoesACheckedExceptionThatNoSignatureTells() {
    Dataset<Row> rows = experiments();
    ThrowingCalls.during("Scan", new IOException("sneaky"), () -> assertThatThrownBy(rows::collect)
        .hasStackTraceContaining("java.io.IOException: sneaky"));
  }

  @Test
  void anErrorWhileWritingEndsTheWrite() {
    Dataset<Row> rows = experiments();
    Throwable thrown = new NoClassDefFoundError("of/a/jar/that/is/missing");
    ThrowingCalls.during("BatchWriteItem", thrown, () -> assertThatThrownBy(() -> rows.write()
            .format("sluice")
            .option("table", "mlops-experiments")
            .option("region", "us-east-1")
            .option("endpoint", TestServers.dynamoDbEndpoint().toString())
            .mode("append")
            .save())
        .satisfies(e -> assertThat(causes(e)).contains(thrown.toString())));
  }

  private static List<String> causes(Throwable thrown) {
    return Stream.iterate(thrown, e -> e != null, Throwable::getCause)
        .map(Throwable::toString)
        .toList();
  }

  private static Dataset<Row> experiments() {
    TestServers.credentials();
    return TestSpark.session()
        .read()
        .format("sluice")
        .option("table", "mlops-experiments")
        .option("region", "us-east-1")
        .option("endpoint", TestServers.dynamoDbEndpoint().toString())
        .load();
  }
}
