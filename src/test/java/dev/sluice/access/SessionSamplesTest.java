package dev.sluice.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.capacity.ReadLimit;
import dev.sluice.scan.SampleParts;
import dev.sluice.scan.SampleSegments;
import dev.sluice.table.TableDescription;
import dev.sluice.testing.FaultyDynamoDb;
import dev.sluice.testing.SampleReads;
import dev.sluice.testing.TestServers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How much of samples is kept, and until when. */
final class SessionSamplesTest {
  private final FaultyDynamoDb front = FaultyDynamoDb.start();
  private long now = Long.MAX_VALUE - 5;

  @BeforeAll
  static void create() {
    TestServers.sampleTables();
  }

  @AfterEach
  void stop() {
    front.close();
  }

  private ReadSettings settings(String table) {
    return SampleReads.settings(
        table, Map.of("endpoint", front.endpoint().toString(), "region", "us-east-1"));
  }

  private SessionSamples keeping(long bytes) {
    return new SessionSamples(bytes, () -> SessionSamplesTest.this.now);
  }

  private TableDescription sample(SessionSamples samples, String table) {
    ReadSettings settings = settings(table);
    TableDescription description = settings.describe();
    sample(samples, settings, description);
    return description;
  }

  private static TableSample sample(
      SessionSamples samples, ReadSettings settings, TableDescription table) {
    SampleParts parts = new SampleSegments(
        settings.scan(List.of(), new ReadCapacities(settings, table).budget(ReadLimit.NONE, 0)),
        16);
    return samples.sample(settings, table, ReadLimit.NONE, parts);
  }

  private int scans() {
    return front.requests("Scan").size();
  }

  @Test
  void aSampleThatIsUsedAgainDoesNotCountAgainstTheBudget() {
    ReadSettings bounded =
        settings("mlops-experiments").with(new ReadSettings.Capacity(null, 50, 1_000L, null));
    TableProbes.forget("mlops-experiments");

    assertThat(TableProbes.open(bounded).plan(2, 2).unitsSpent()).isPositive();
    assertThat(TableProbes.open(bounded).plan(2, 2).unitsSpent()).isZero();
  }

  @Test
  void theOneThatWasUsedTheLongestAgoMakesRoom() {
    SessionSamples one = keeping(SessionSamples.MAX_BYTES);
    sample(one, "mlops-experiments");
    long experiments = one.bytes();
    sample(one, "InferenceMetadata");
    SessionSamples narrow = keeping(one.bytes() - 1);
    assertThat(experiments).isBetween(1_000L, one.bytes() - 1_000);

    sample(narrow, "mlops-experiments");
    sample(narrow, "InferenceMetadata");
    int sampled = scans();
    sample(narrow, "InferenceMetadata");
    assertThat(scans()).isEqualTo(sampled);
    sample(narrow, "mlops-experiments");
    assertThat(scans()).isGreaterThan(sampled);
    assertThat(narrow.bytes()).isEqualTo(experiments);
  }

  /** It is used for the columns, but a table may grow without bounds. */
  @Test
  void anOldSampleDoesNotTellTheSizeOfTheTable() {
    SessionSamples samples = keeping(SessionSamples.MAX_BYTES);
    ReadSettings settings = settings("mlops-experiments");
    TableDescription table = settings.describe();
    TableSample first = sample(samples, settings, table);
    assertThat(first.discovered().whole()).isTrue();
    int sampled = scans();

    now += SampledItems.SIZE_AGE.toNanos();
    assertThat(sample(samples, settings, table)).isEqualTo(first);
    now += 1;
    TableSample old = sample(samples, settings, table);
    assertThat(old.discovered().whole()).isFalse();
    assertThat(old.discovered().schema()).isEqualTo(first.discovered().schema());
    assertThat(scans()).isEqualTo(sampled);
  }

  @Test
  void aSampleThatIsTooLargeIsNotKept() {
    SessionSamples narrow = keeping(100);
    sample(narrow, "mlops-experiments");
    assertThat(narrow.bytes()).isZero();
  }

  @Test
  void aTableIsForgottenByNameAndByArn() {
    SessionSamples samples = keeping(SessionSamples.MAX_BYTES);
    String arn = sample(samples, "mlops-experiments").arn();
    for (String name : List.of("mlops-experiments", arn)) {
      samples.forget("experiments");
      assertThat(samples.bytes()).isPositive();
      samples.forget(name);
      assertThat(samples.bytes()).isZero();
      sample(samples, "mlops-experiments");
    }
  }
}
