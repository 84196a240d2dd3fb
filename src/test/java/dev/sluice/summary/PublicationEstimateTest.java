package dev.sluice.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analytics.Figures;
import dev.sluice.analytics.LatencyFigures;
import dev.sluice.summary.PublicationEstimate.Writes;
import dev.sluice.testing.TestServers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;

/** Estimates against what DynamoDB Local charges. */
final class PublicationEstimateTest {
  private static final Duration MATURITY = Duration.ofDays(7);
  private static final int MODELS = 5;

  private final TestTable table = new TestTable(new MemoryStore());

  /** Sums what rows take, those of runs left out. */
  private static final class Charged implements ExecutionInterceptor {
    private final DoubleAdder units = new DoubleAdder();

    @Override
    public SdkRequest modifyRequest(
        Context.ModifyRequest context, ExecutionAttributes executionAttributes) {
      return context.request() instanceof PutItemRequest put
          ? put.toBuilder().returnConsumedCapacity(ReturnConsumedCapacity.TOTAL).build()
          : context.request();
    }

    @Override
    public void afterExecution(
        Context.AfterExecution context, ExecutionAttributes executionAttributes) {
      if (context.response() instanceof PutItemResponse put
          && !((PutItemRequest) context.request()).item().get("pk").s().equals("RUN")) {
        units.add(put.consumedCapacity().capacityUnits());
      }
    }
  }

  @Test
  void aFirstNightIsWhatDynamoDbCharges() {
    Figures figures = figures("r-1", Samples.AS_OF, 5);
    Charged charged = new Charged();
    try (DynamoDbClient client = client(charged)) {
      table.publish(client, figures, false);
    }

    PublicationEstimate estimate = estimate(figures);

    assertThat(estimate.models()).isEqualTo(MODELS);
    assertThat(estimate.rows()).isEqualTo(3 * MODELS + 2);
    // three rows and five units are the run's own
    assertThat(estimate.first())
        .isEqualTo(new Writes(estimate.rows() + 3, (long) charged.units.sum() + 5));
  }

  @Test
  void aNightWritesWhatCanStillChange() {
    PublicationEstimate estimate = estimate(figures("r-1", Samples.AS_OF, 5));

    // latency of earlier days stays, and so would accuracy past maturity
    assertThat(estimate.night().rows()).isEqualTo(estimate.idle().rows() + MODELS + 1);
    assertThat(estimate.idle().rows()).isEqualTo(1 + 3);
    assertThat(estimate.night().writeUnits()).isGreaterThan(estimate.idle().writeUnits());
  }

  private PublicationEstimate estimate(Figures figures) {
    return PublicationEstimate.of(figures, Origin.NONE, table.settings, MATURITY);
  }

  /** Each model has a row of the day, one of a day whose labels can still come, and one long before. */
  private static Figures figures(String runId, Instant asOf, double p50) {
    List<LatencyFigures> latency = IntStream.range(0, MODELS)
        .boxed()
        .flatMap(model -> Stream.of(0, 3, 20)
            .map(Samples.DATE::minusDays)
            .map(day -> Samples.latency("m-" + model, "1", Samples.day(day), 100, p50)))
        .toList();
    return Samples.figures(
        runId,
        asOf,
        latency,
        List.of(Samples.accuracy("m-0")),
        List.of(),
        List.of(Samples.headline("m-0", 100)));
  }

  private static DynamoDbClient client(ExecutionInterceptor interceptor) {
    return DynamoDbClient.builder()
        .region(Region.US_EAST_1)
        .endpointOverride(TestServers.dynamoDbEndpoint())
        .overrideConfiguration(c -> c.addExecutionInterceptor(interceptor))
        .build();
  }
}
