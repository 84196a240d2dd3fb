package dev.sluice.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schema.Discovered;
import dev.sluice.table.TableDescription;
import dev.sluice.testing.SampleReads;
import dev.sluice.testing.TestServers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How long samples are kept, how many, and whom they serve. */
final class RecentSamplesTest {
  private static final double ANY = Double.POSITIVE_INFINITY;

  private static ReadSettings settings;
  private static TableDescription table;

  private final RecentSamples samples = new RecentSamples(() -> RecentSamplesTest.this.now);
  private long now = Long.MAX_VALUE - 5;

  @BeforeAll
  static void describe() {
    TestServers.sampleTables();
    settings = SampleReads.settings("mlops-experiments", SampleReads.options());
    table = settings.describe();
  }

  private static TableSample sample(double consumed) {
    Discovered discovered =
        new Discovered(new StructType(), Map.of(), 7, false, consumed, Map.of(), Map.of());
    return new TableSample(discovered, new SampleTraits(new Expiry(null, 0), "id"));
  }

  private static ReadSettings of(int sampleItems) {
    ReadSettings.Columns columns = settings.columns();
    return settings.with(new ReadSettings.Columns(
        columns.numbers(), sampleItems, columns.declared(), columns.schema()));
  }

  @Test
  void aSampleThatIsUsedAgainDoesNotCountAgainstTheBudget() {
    TableProbe.forget(table.name());
    ReadSettings bounded = settings.with(new ReadSettings.Capacity(null, 50, 1_000L, null));

    assertThat(TableProbe.open(bounded).plan(2, 2).unitsSpent()).isPositive();
    assertThat(TableProbe.open(bounded).plan(2, 2).unitsSpent()).isZero();
  }

  @Test
  void aSampleIsForgottenAfterAWhile() {
    samples.add(settings, table, ANY, sample(40));
    now += RecentSamples.MAX_AGE.toNanos();
    assertThat(samples.find(settings, table, ANY)).isPresent();
    now += Duration.ofSeconds(1).toNanos();
    assertThat(samples.find(settings, table, ANY)).isEmpty();
  }

  @Test
  void theOldestSamplesMakeRoom() {
    for (int items = 1; items <= RecentSamples.MAX_SAMPLES + 1; items++) {
      samples.add(of(items), table, ANY, sample(40));
    }
    assertThat(samples.find(of(1), table, ANY)).isEmpty();
    assertThat(samples.find(of(2), table, ANY)).isPresent();
    assertThat(samples.find(of(RecentSamples.MAX_SAMPLES + 1), table, ANY)).isPresent();
  }

  @Test
  void aSampleThatItsAllowanceCutShortServesNoLargerOne() {
    samples.add(settings, table, 50, sample(50));
    assertThat(samples.find(settings, table, 20)).isPresent();
    assertThat(samples.find(settings, table, 51)).isEmpty();

    samples.add(settings, table, 500, sample(50));
    assertThat(samples.find(settings, table, ANY)).isPresent();
  }

  @Test
  void aTableThatWasCreatedAgainIsAnotherOne() {
    samples.add(settings, table, ANY, sample(40));
    TableDescription other = new TableDescription(
        table.name(),
        table.arn(),
        "another",
        table.keys(),
        table.itemCount(),
        table.sizeBytes(),
        table.capacity(),
        table.indexes(),
        table.timeToLive(),
        table.describedAt());
    assertThat(samples.find(settings, other, ANY)).isEmpty();
  }

  @Test
  void aTableIsForgottenByNameAndByArn() {
    for (String name : List.of(table.name(), table.arn())) {
      samples.add(settings, table, ANY, sample(40));
      samples.forget("experiments");
      assertThat(samples.find(settings, table, ANY)).isPresent();
      samples.forget(name);
      assertThat(samples.find(settings, table, ANY)).isEmpty();
    }
  }
}
