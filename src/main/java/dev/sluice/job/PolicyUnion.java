package dev.sluice.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The union of several IAM policies' statements. Those that allow the same actions become one with the resources of all;
 * those that list one bucket, one with the prefixes of all.
 */
final class PolicyUnion {
  private static final String RESOURCE = "Resource";
  private static final String CONDITION = "Condition";
  private static final String PREFIXES = "/Condition/StringLikeIfExists/s3:prefix";

  /** Each by its name, and by its bucket if it has a condition. */
  private final Map<String, ObjectNode> statements = new LinkedHashMap<>();

  void add(ArrayNode policy) {
    for (JsonNode statement : policy) {
      String key = statement.path("Sid").asText()
          + (statement.has(CONDITION) ? statement.path(RESOURCE) : "");
      ObjectNode known = statements.get(key);
      if (known == null) {
        statements.put(key, statement.deepCopy());
      } else if (known.has(CONDITION)) {
        unite(known.at(PREFIXES), statement.at(PREFIXES));
      } else {
        unite(known.path(RESOURCE), statement.path(RESOURCE));
      }
    }
  }

  private static void unite(JsonNode known, JsonNode more) {
    Set<JsonNode> all = new LinkedHashSet<>();
    known.forEach(all::add);
    more.forEach(all::add);
    ((ArrayNode) known).removeAll().addAll(all);
  }

  /** Returns the statements; those of one name are numbered, since IAM refuses a name twice. */
  ArrayNode statements() {
    ArrayNode all = new ObjectMapper().createArrayNode();
    Map<String, Integer> names = new LinkedHashMap<>();
    statements.values().forEach(statement -> {
      String name = statement.path("Sid").asText();
      int number = names.merge(name, 1, Integer::sum);
      all.add(number == 1 ? statement : statement.put("Sid", name + number));
    });
    return all;
  }
}
