package dev.sluice.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.failure.ExitCode;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The result of a command on several sources: each source's result, and of all what can be added up. It follows from the
 * sources' results alone, so that stored results give the same again.
 *
 * @param results by source, in the order of their turns
 */
record SourcesResult(Map<String, Result> results) {
  /** The first that any source has is the exit code of all. */
  private static final List<ExitCode> PRECEDENCE = List.of(
      ExitCode.CONFIGURATION,
      ExitCode.UNEXPECTED,
      ExitCode.UNUSABLE,
      ExitCode.GATE,
      ExitCode.STOPPED);

  /** Fields that are sums over the sources that have them. */
  private static final List<String> SUMS = List.of(
      "items",
      "consumedReadUnits",
      "requests",
      "summaryRows",
      "summaryWritten",
      "summaryUnchanged",
      "eroded");

  private static final String TOTAL = "total";
  private static final String RUNS_A_MONTH = "runsAMonth";
  private static final String FINDINGS = "findings";
  private static final double MILLIS = 1000.0;

  /** Adds the fields and the texts of all. */
  void tell(Outcome outcome) {
    SUMS.forEach(name -> JsonSums.of(parts(name)).ifPresent(sum -> outcome.field(name, sum)));
    total(outcome);
    findings(outcome);
    Map<String, JsonNode> sources = new LinkedHashMap<>();
    results.forEach((name, result) -> {
      sources.put(name, result.json());
      outcome.line("");
      outcome.line(name + (result.exitCode() == 0 ? "" : ", exit code " + result.exitCode()));
      if (!result.text().isBlank()) {
        outcome.block(result.text());
      }
    });
    outcome.field("sources", sources);
    outcome.headline(headline());
    failures(outcome);
  }

  /** Returns the result, whose duration is that of all turns: a stored one keeps its own. */
  Result of(Outcome outcome) {
    Result result = outcome.result();
    double seconds = results.values().stream()
        .mapToDouble(one -> one.json().path("seconds").asDouble())
        .sum();
    result.json().put("seconds", Math.round(seconds * MILLIS) / MILLIS);
    return result;
  }

  /** Returns whether a source has been published. */
  boolean isPublished() {
    return results.values().stream().anyMatch(result -> result.json().has("boardOfAll"));
  }

  private String headline() {
    long done =
        results.values().stream().filter(result -> result.exitCode() == 0).count();
    return done + " of " + results.size() + " sources are done.";
  }

  private List<JsonNode> parts(String field) {
    return results.values().stream()
        .map(result -> result.json().path(field))
        .filter(part -> !part.isMissingNode())
        .toList();
  }

  /** Adds up what plans estimate; a sum is unknown if it is unknown for one source. */
  private void total(Outcome outcome) {
    List<JsonNode> totals = parts(TOTAL);
    if (totals.size() < results.size()) {
      return;
    }
    JsonSums.ofKnown(totals).ifPresent(sum -> {
      // the same for all
      sum.set(RUNS_A_MONTH, totals.get(0).path(RUNS_A_MONTH));
      outcome.field(TOTAL, sum);
    });
  }

  /** Adds the findings of all, each with its source. */
  private void findings(Outcome outcome) {
    ArrayNode all = Outcome.JSON.createArrayNode();
    results.forEach((name, result) -> result.json().path(FINDINGS).forEach(finding -> {
      ObjectNode named = Outcome.JSON.createObjectNode().put("source", name);
      named.setAll((ObjectNode) finding);
      all.add(named);
    }));
    if (!all.isEmpty()) {
      outcome.field(FINDINGS, all);
    }
  }

  private record Problem(String source, String message, String remedy) {}

  private void failures(Outcome outcome) {
    Comparator<String> first = Comparator.comparingInt(name -> PRECEDENCE.indexOf(code(name)));
    List<String> failed = results.keySet().stream()
        .filter(name -> code(name) != ExitCode.DONE)
        .sorted(first)
        .toList();
    if (failed.isEmpty()) {
      return;
    }
    List<Problem> problems = failed.stream().map(this::problem).toList();
    Problem worst = problems.get(0);
    outcome.fail(
        code(worst.source()), "source " + worst.source() + ": " + worst.message(), worst.remedy());
    outcome.field("errors", problems);
  }

  private Problem problem(String name) {
    JsonNode error = result(name).json().path("error");
    return new Problem(
        name, error.path("message").asText(), error.path("remedy").asText());
  }

  private ExitCode code(String name) {
    return ExitCode.of(result(name).exitCode());
  }

  private Result result(String name) {
    return Objects.requireNonNull(results.get(name));
  }
}
