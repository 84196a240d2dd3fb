package dev.sluice.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.dataset.export.TableRead;
import dev.sluice.dataset.run.FileEntry;
import dev.sluice.dataset.run.Role;
import dev.sluice.dataset.snapshot.Snapshot;
import dev.sluice.dataset.view.View;
import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.testing.DynamoDbReply;
import dev.sluice.testing.DynamoDbRequest;
import dev.sluice.testing.FaultyDynamoDb;
import dev.sluice.testing.SampleReads;
import dev.sluice.testing.TestServers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A table of ours and one of another account that is called the same; and one table that is named twice. */
final class TablesOfOneNameTest {
  private static final String OURS = "arn:aws:dynamodb:us-east-1:111111111111:table/";
  private static final String THEIRS = "arn:aws:dynamodb:us-east-1:222222222222:table/";

  private static String events = "";
  private static String labels = "";

  @TempDir
  Path folder;

  @BeforeAll
  static void load() {
    events = TestServers.table("Events");
    labels = TestServers.table("Theirs");
    for (String table : List.of(events, labels)) {
      TestServers.createTable(table);
    }
    put(events, "e1", "x");
    put(events, "e2", "x");
    put(labels, "e1", "label");
  }

  private final FaultyDynamoDb front =
      FaultyDynamoDb.start().otherwise(request -> TablesOfOneNameTest::byArn);

  @AfterEach
  void end() {
    front.close();
  }

  @Test
  void eachHasAFolderOfItsOwn() {
    Snapshot snapshot =
        export("two", read(events, Role.SOURCE), read(THEIRS + events, Role.LABELS));

    String theirs = events + "@us-east-1-222222222222";
    assertThat(snapshot.manifest().tables().keySet()).containsExactly(events, theirs);
    assertThat(snapshot.tableOf(Role.LABELS)).contains(theirs);
    assertThat(snapshot.table(events).count()).isEqualTo(2);
    assertThat(snapshot.table(theirs).select("label").collectAsList())
        .extracting(row -> ((Number) row.get(0)).intValue())
        .containsExactly(1);
    assertThat(snapshot.manifest().files().stream().map(FileEntry::path).distinct())
        .hasSameSizeAs(snapshot.manifest().files());
    assertThat(SampleExport.at(folder.toUri()).verify(snapshot)).isEmpty();
  }

  @Test
  void oneThatIsNamedTwiceIsRefusedBeforeAnythingIsRead() {
    assertThatThrownBy(
            () -> export("one", read(events, Role.SOURCE), read(OURS + events, Role.LABELS)))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("sluice.labels.table = " + OURS + events)
        .hasMessageContaining("sluice.source.table also names");
    assertThat(folder.resolve("runs/one/plan.json")).doesNotExist();
    assertThat(folder.resolve("snapshots/one")).doesNotExist();
  }

  private Snapshot export(String run, TableRead... reads) {
    return SampleExport.export(SampleExport.at(folder.toUri()), run, "settings", View.NONE, reads);
  }

  private TableRead read(String table, Role role) {
    return new TableRead(
        SampleReads.settings(
            table, Map.of("endpoint", front.endpoint().toString(), "region", "us-east-1")),
        role,
        List.of(),
        null,
        true,
        0,
        List.of());
  }

  /** What DynamoDB does and its emulator does not: tables are named by ARN, and their descriptions tell whose they are. */
  private static DynamoDbReply byArn(
      DynamoDbRequest request, Function<DynamoDbRequest, DynamoDbReply> dynamoDb) {
    ObjectNode body = (ObjectNode) request.body();
    String name = body.path("TableName").asText();
    boolean theirs = name.startsWith(THEIRS);
    body.put("TableName", theirs ? labels : name.replace(OURS, ""));
    DynamoDbReply reply = dynamoDb.apply(request.with(body));
    if (!request.operation().equals("DescribeTable")) {
      return reply;
    }
    ObjectNode told = (ObjectNode) reply.body();
    ((ObjectNode) told.get("Table"))
        .put("TableName", events)
        .put("TableArn", (theirs ? THEIRS : OURS) + events);
    return DynamoDbReply.of(reply.status(), told);
  }

  private static void put(String table, String id, String attribute) {
    TestServers.dynamoDb().putItem(p -> p.tableName(table)
        .item(Map.of("id", AttributeValue.fromS(id), attribute, AttributeValue.fromN("1"))));
  }
}
