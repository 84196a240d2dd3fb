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

  private TableDescription sample(SessionSamples samples, String table) {
    ReadSettings settings = settings(table);
    TableDescription description = settings.describe();
    SampleParts parts = new SampleSegments(
        settings.scan(List.of(), new ReadCapacities(settings, description).budget(ReadLimit.NONE, 0)),
        16);
    samples.sample(settings, description, ReadLimit.NONE, parts);
    return description;
  }

  private int scans() {
    return front.requests("Scan").size();
  }

  @Test
  void aSampleThatIsUsedAgainDoesNotCountAgainstTheBudget() {
    ReadSettings bounded =
        settings("mlops-experiments").with(new ReadSettings.Capacity(null, 50, 1_000L, null));
    TableProbe.forget("mlops-experiments");

    assertThat(TableProbe.open(bounded).plan(2, 2).unitsSpent()).isPositive();
    assertThat(TableProbe.open(bounded).plan(2, 2).unitsSpent()).isZero();
  }

  @Test
  void theOneThatWasUsedTheLongestAgoMakesRoom() {
    SessionSamples one = new SessionSamples(SessionSamples.MAX_BYTES);
    sample(one, "mlops-experiments");
    long experiments = one.bytes();
    sample(one, "InferenceMetadata");
    SessionSamples narrow = new SessionSamples(one.bytes() - 1);
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

  @Test
  void aSampleThatIsTooLargeIsNotKept() {
    SessionSamples narrow = new SessionSamples(100);
    sample(narrow, "mlops-experiments");
    assertThat(narrow.bytes()).isZero();
  }

  @Test
  void aTableIsForgottenByNameAndByArn() {
    SessionSamples samples = new SessionSamples(SessionSamples.MAX_BYTES);
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
