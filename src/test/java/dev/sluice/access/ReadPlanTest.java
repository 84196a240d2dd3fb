package dev.sluice.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.scan.Expression;
import dev.sluice.scan.PageSource;
import dev.sluice.source.TableSource;
import dev.sluice.testing.SampleReads;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A plan is a value, which goes wherever Spark sends it. */
final class ReadPlanTest {
  private static final Expression KEY = new Expression("#n0 = :v0", Map.of("#n0", "id"), Map.of());

  @BeforeAll
  static void load() {
    TestServers.sampleTables();
    TestSpark.session();
  }

  @Test
  void itArrivesAsItWasSent() throws IOException, ClassNotFoundException {
    ReadPlan plan = plan("segments", "8").from(List.of(PageSource.END)).querying(List.of(KEY));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(plan);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).isEqualTo(plan).hasSameHashCodeAs(plan);
    }
  }

  @Test
  void whatIsReadTellsPlansApart() {
    ReadPlan plan = plan("segments", "8");

    assertThat(List.of(
            plan,
            plan("segments", "4"),
            plan("consistent-read", "true"),
            plan("max-units", "5000"),
            plan.from(List.of(PageSource.END)),
            plan.without(new Expiry("ttl", 7)),
            plan.without(new Expiry("ttl", 8)),
            plan.querying(List.of(KEY))))
        .doesNotHaveDuplicates();
    assertThat(plan("segments", "8")).isEqualTo(plan);
  }

  @Test
  void queriesTakeTheScansPlace() {
    ReadPlan plan = plan("segments", "8");

    assertThat(plan.path().outline().kind()).isEqualTo(AccessPath.Kind.SCAN);
    assertThat(plan.path().outline().parts()).isEqualTo(8);
    assertThat(plan.querying(List.of(KEY)).path().outline())
        .isEqualTo(new AccessPath.Outline(AccessPath.Kind.QUERY, null, 1, 1));
    assertThat(plan.querying(List.of())).isSameAs(plan);
  }

  @Test
  void aTaskBeyondThePositionsBeginsAtTheStart() {
    ReadPlan plan = plan("segments", "8").from(List.of(PageSource.END));

    assertThat(plan.position(0)).isEqualTo(PageSource.END);
    assertThat(plan.position(1)).isEqualTo(PageSource.START);
  }

  @Test
  void aKindIsStoredAsItsWord() throws IOException {
    ObjectMapper json = new ObjectMapper();

    assertThat(json.writeValueAsString(AccessPath.Kind.SCAN)).isEqualTo("\"scan\"");
    assertThat(json.readValue("\"query\"", AccessPath.Kind.class)).isEqualTo(AccessPath.Kind.QUERY);
    assertThatThrownBy(() -> json.readValue("\"guess\"", AccessPath.Kind.class))
        .isInstanceOf(IOException.class);
  }

  @Test
  void aPlanIsHandedOverOnce() {
    TableSource source =
        TableSource.open(SampleReads.settings("mlops-experiments", "segments", "8"));
    assertThat(source.rows(TestSpark.session()).count()).isEqualTo(160);

    assertThatThrownBy(() -> TestSpark.session().read().format("sluice").load())
        .hasMessageContaining("table: is missing");
  }

  private static ReadPlan plan(String option, String value) {
    Map<String, String> options = new HashMap<>(SampleReads.options());
    options.put(option, value);
    return TableProbes.open(SampleReads.settings("mlops-experiments", options)).plan(0, 0);
  }
}
