package dev.sluice.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.table.Clients;
import dev.sluice.table.Tables;
import dev.sluice.testing.DynamoDbRequest;
import dev.sluice.testing.FaultyDynamoDb;
import dev.sluice.testing.InjectedFault;
import dev.sluice.testing.TestServers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A request for an export that meets a throttled, failing or distant DynamoDB. */
class RequestedExportTest {
  private static final String REQUEST = "ExportTableToPointInTime";

  private final String table = TestServers.table("requested");
  private final String bucket = TestServers.bucket();
  private final ExportIdentity identity = new ExportIdentity("r", Instant.now());
  private final FaultyDynamoDb front = FaultyDynamoDb.start();
  private final List<String> told = new ArrayList<>();
  private int refused;

  @BeforeEach
  void create() {
    TestServers.createTable(table);
    TestServers.dynamoDb().updateContinuousBackups(r -> r.tableName(table)
        .pointInTimeRecoverySpecification(s -> s.pointInTimeRecoveryEnabled(true)));
  }

  @AfterEach
  void stop() {
    front.close();
  }

  @Test
  void whileOthersAreInProgressItIsRetried() {
    front.next(REQUEST, 2, InjectedFault.error(400, "LimitExceededException", "too many"));

    ExportLocation arn = await(identity);

    assertThat(front.requests(REQUEST)).hasSize(3);
    assertThat(told).containsExactly(arn.text());
    assertThat(PointInTimeExport.open(arn, front.settings()).summary().tableName())
        .isEqualTo(table);
  }

  @Test
  void aLimitThatStaysIsTold() {
    front.next(REQUEST, 9, InjectedFault.error(400, "LimitExceededException", "too many"));

    assertThatThrownBy(() -> await(identity))
        .isInstanceOf(ResourceUnavailableException.class)
        .hasMessageContaining("table " + table + ": too many exports are in progress (too many)");
  }

  @Test
  void aRequestWhoseAnswerIsLostMakesNoSecondExport() {
    front
        .next(REQUEST, 1, InjectedFault.cutOff())
        .next("DescribeExport", 1, InjectedFault.serverError());

    ExportLocation arn = await(identity);

    assertThat(front.requests(REQUEST)).hasSize(2);
    assertThat(await(identity)).isEqualTo(arn);
    assertThat(exports()).containsExactly(arn.text());
    await(new ExportIdentity("another", identity.firstStarted()));
    await(new ExportIdentity("r", identity.firstStarted().plusMillis(1)));
    assertThat(exports()).hasSize(3).doesNotHaveDuplicates();
  }

  /** A run that began so long ago does not rely on its token. */
  @Test
  void anEarlierExportIsLookedForBeforeOneIsRequested() {
    ExportIdentity early = new ExportIdentity("r", Instant.now().minus(Duration.ofHours(9)));
    ExportLocation first = await(early);
    await(identity);

    assertThat(await(early)).isEqualTo(first);

    assertThat(front.requests().stream().map(DynamoDbRequest::operation))
        .containsSubsequence("ListExports", REQUEST, REQUEST, "ListExports", "DescribeExport");
    assertThat(front.requests(REQUEST)).hasSize(2);
  }

  /** Also where only the list of exports tells. */
  @Test
  void aRunsExportIsNotLookedForElsewhere() {
    ExportIdentity early = new ExportIdentity("r", Instant.now().minus(Duration.ofHours(9)));
    for (ExportIdentity who : List.of(identity, early)) {
      await(who);
      for (ExportDestination other : List.of(
          to("elsewhere", null),
          to(null, "alias/other"),
          new ExportDestination(bucket, null, ExportFormat.ION, null, null))) {
        assertThatThrownBy(() -> await(who, other))
            .isInstanceOf(ResourceUnavailableException.class)
            .hasMessageContaining("run r has requested an export of table " + table)
            .hasMessageContaining("with other settings");
      }
    }
  }

  private ExportLocation await(ExportIdentity who) {
    return await(who, to(null, null));
  }

  private ExportDestination to(@Nullable String prefix, @Nullable String kmsKey) {
    return new ExportDestination(bucket, prefix, ExportFormat.DYNAMODB_JSON, kmsKey, null);
  }

  private ExportLocation await(ExportIdentity who, ExportDestination destination) {
    try (DynamoDbClient client = Clients.dynamoDb(front.settings())) {
      return new RequestedExport(client, new Tables(client).describe(table), destination, who, null)
          .await(new ExportWait() {
            @Override
            public void begin(String arn) {
              told.add(arn);
            }

            @Override
            public void pause(String arn) {
              throw new IllegalStateException("exports take no time here");
            }

            @Override
            public boolean pauseForOthers() {
              return ++refused < 5;
            }
          });
    }
  }

  private List<String> exports() {
    String arn =
        TestServers.dynamoDb().describeTable(r -> r.tableName(table)).table().tableArn();
    return TestServers.dynamoDb().listExports(r -> r.tableArn(arn)).exportSummaries().stream()
        .map(summary -> summary.exportArn())
        .toList();
  }
}
