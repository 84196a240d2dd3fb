package dev.sluice.job.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.testing.RecordedCalls;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Policy documents as IAM decides by them, as far as their conditions are about {@code s3:prefix}. */
public record Policy(List<Statement> statements) {
  /** A statement that allows. */
  public record Statement(
      String sid, List<String> actions, List<String> resources, JsonNode conditions) {
    private boolean allows(String action, RecordedCalls.Call call) {
      return action.equals(call.action())
          && resources.stream().anyMatch(pattern -> matches(pattern, call.resource()))
          && holds(conditions.path("StringLike").path("s3:prefix"), call, false)
          && holds(conditions.path("StringLikeIfExists").path("s3:prefix"), call, true);
    }

    private static boolean holds(JsonNode prefixes, RecordedCalls.Call call, boolean orAbsent) {
      return prefixes.isMissingNode()
          || (orAbsent && call.prefix().isEmpty())
          || texts(prefixes).stream().anyMatch(pattern -> matches(pattern, call.prefix()));
    }
  }

  /** All statements of some documents. */
  public static Policy of(Collection<JsonNode> documents) {
    List<Statement> statements = new ArrayList<>();
    for (JsonNode document : documents) {
      for (JsonNode statement : document.path("Statement")) {
        statements.add(new Statement(
            statement.path("Sid").asText(),
            texts(statement.path("Action")),
            texts(statement.path("Resource")),
            statement.path("Condition")));
      }
    }
    return new Policy(statements);
  }

  /** The calls that no statement allows. */
  public Set<RecordedCalls.Call> denied(Set<RecordedCalls.Call> calls) {
    return calls.stream()
        .filter(call -> statements.stream().noneMatch(statement -> statement.actions().stream()
            .anyMatch(a -> statement.allows(a, call))))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The actions that a statement allows and none of these calls needs it for. */
  public Set<String> unused(Set<RecordedCalls.Call> calls) {
    Set<String> unused = new TreeSet<>();
    for (Statement statement : statements) {
      statement.actions().stream()
          .filter(action -> calls.stream().noneMatch(call -> statement.allows(action, call)))
          .forEach(unused::add);
    }
    return unused;
  }

  private static boolean matches(String pattern, String text) {
    return Pattern.matches(
        Arrays.stream(pattern.split("\\*", -1))
            .map(Pattern::quote)
            .collect(Collectors.joining(".*")),
        text);
  }

  private static List<String> texts(JsonNode oneOrMore) {
    return oneOrMore.isArray()
        ? StreamSupport.stream(oneOrMore.spliterator(), false)
            .map(JsonNode::asText)
            .toList()
        : List.of(oneOrMore.asText());
  }
}
