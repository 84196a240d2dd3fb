package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the results of several sources are together. */
final class SourcesResultTest {
  private final Map<String, Result> results = new LinkedHashMap<>();

  @ParameterizedTest
  @CsvSource({"0 0 0, 0", "0 5 0, 5", "5 4 0, 4", "4 3 5, 3", "3 1 4, 1", "1 3 2, 2", "0 1 2, 2"})
  void theExitCodeIsTheFirstThatAnyHas(String codes, int expected) {
    for (String code : codes.split(" ", -1)) {
      add(
          "s" + results.size(),
          "{\"exitCode\": %s, \"error\": {\"message\": \"m%s\"}}".formatted(code, code));
    }
    JsonNode all = all();

    assertThat(all.path("exitCode").asInt()).isEqualTo(expected);
    if (expected != 0) {
      assertThat(all.at("/error/message").asText()).endsWith("m" + expected);
      assertThat(all.at("/errors/0/message").asText()).isEqualTo("m" + expected);
    }
  }

  @Test
  void whatCanBeAddedUpIs() {
    add("a", """
        {"exitCode": 0, "seconds": 1.25, "items": {"scanned": 3, "written": 2}, "consumedReadUnits": 1.5,
         "summaryRows": 7, "findings": [{"kind": "latency", "model": "m"}]}""");
    add("b", """
        {"exitCode": 0, "seconds": 0.5, "items": {"scanned": 10, "written": 10}, "consumedReadUnits": 2,
         "findings": [{"kind": "drift", "model": "n"}]}""");
    add(
        "c",
        "{\"exitCode\": 3, \"seconds\": 0.001, \"error\": {\"message\": \"m\", \"remedy\": \"r\"}}");
    JsonNode all = all();

    assertThat(all.path("items").toString()).isEqualTo("{\"scanned\":13,\"written\":12}");
    assertThat(all.path("consumedReadUnits").asDouble()).isEqualTo(3.5);
    assertThat(all.path("summaryRows").asInt()).isEqualTo(7);
    assertThat(all.path("seconds").asDouble()).isEqualTo(1.751);
    assertThat(all.path("findings").toString())
        .isEqualTo(
            "[{\"source\":\"a\",\"kind\":\"latency\",\"model\":\"m\"},{\"source\":\"b\",\"kind\":\"drift\",\"model\":\"n\"}]");
    assertThat(all.path("sources")).hasSize(3);
    assertThat(all.path("sources").path("a").path("summaryRows").asInt()).isEqualTo(7);
    assertThat(all.path("errors").toString())
        .isEqualTo("[{\"source\":\"c\",\"message\":\"m\",\"remedy\":\"r\"}]");
    assertThat(all.at("/error/message").asText()).isEqualTo("source c: m");
  }

  @Test
  void aTotalIsKnownIfItIsForEach() {
    add(
        "a",
        "{\"exitCode\": 0, \"total\": {\"readUnits\": 3, \"dollars\": 0.5, \"runsAMonth\": 30.4}}");
    add(
        "b",
        "{\"exitCode\": 0, \"total\": {\"readUnits\": 4, \"dollars\": null, \"runsAMonth\": 30.4}}");

    assertThat(all().path("total").toString())
        .isEqualTo("{\"readUnits\":7,\"dollars\":null,\"runsAMonth\":30.4}");
    add("c", "{\"exitCode\": 3}");
    assertThat(all().has("total")).isFalse();
  }

  @Test
  void eachErrorIsALineWithItsSource() {
    add("a", "{\"exitCode\": 2, \"error\": {\"message\": \"one\\ntwo\", \"remedy\": \"r\"}}");
    add("b", "{\"exitCode\": 0}");
    add("c", "{\"exitCode\": 3, \"error\": {\"message\": \"gone\", \"remedy\": \"Look.\"}}");

    assertThat(result().error()).hasValue("a: one\na: two\nc: gone. Look.");
    assertThat(result().text()).startsWith("1 of 3 sources are done.").contains("c, exit code 3");
  }

  private void add(String name, String json) {
    try {
      results.put(name, new Result((ObjectNode) Outcome.JSON.readTree(json), ""));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private JsonNode all() {
    return result().json();
  }

  private Result result() {
    Outcome outcome = new Outcome("run", InstantSource.system());
    SourcesResult all = new SourcesResult(results);
    all.tell(outcome);
    return all.of(outcome);
  }
}
