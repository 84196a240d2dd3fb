package dev.sluice.job.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A template of {@code jobs/} as CloudFormation fills it in, with what these templates use of its functions. */
public final class Template {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z:.]+)}");
  private static final JsonNode NO_VALUE = TextNode.valueOf("AWS::NoValue");
  private static final Map<String, String> PSEUDO = Map.of(
      "AWS::Partition", "aws",
      "AWS::Region", "us-east-1",
      "AWS::AccountId", "123456789012",
      "AWS::URLSuffix", "amazonaws.com",
      "AWS::StackName", "nightly-stack",
      "AWS::NoValue", "AWS::NoValue");

  private final JsonNode tree;
  private final Map<String, String> values = new HashMap<>(PSEUDO);

  /**
   * A template.
   *
   * @param folder of {@code jobs/}
   * @param given parameters by name, and resources' physical names by their logical ones
   */
  public Template(String folder, Map<String, String> given) {
    tree = YamlTree.of(Path.of("jobs", folder, "template.yaml"));
    tree.path("Parameters").fields().forEachRemaining(parameter -> {
      if (parameter.getValue().has("Default")) {
        values.put(parameter.getKey(), parameter.getValue().path("Default").asText());
      }
    });
    tree.path("Resources").fieldNames().forEachRemaining(name -> values.put(name, "the-" + name));
    values.putAll(given);
  }

  /** A resource with everything filled in. */
  public JsonNode resource(String name) {
    return filled(tree.path("Resources").path(name)).orElseThrow();
  }

  /** Empty where it is {@code AWS::NoValue}. */
  private Optional<JsonNode> filled(JsonNode node) {
    JsonNode filled = node;
    if (node.isArray()) {
      ArrayNode array = JSON.createArrayNode();
      node.forEach(element -> filled(element).ifPresent(array::add));
      filled = array;
    } else if (node.isObject()) {
      String first = node.size() == 1 ? node.fieldNames().next() : "";
      filled = first.equals("Ref") || first.startsWith("Fn::")
          ? called(first, node.path(first))
          : object(node);
    }
    return filled.equals(NO_VALUE) ? Optional.empty() : Optional.of(filled);
  }

  private JsonNode object(JsonNode node) {
    ObjectNode object = JSON.createObjectNode();
    node.fields().forEachRemaining(field -> filled(field.getValue())
        .ifPresent(v -> object.set(field.getKey(), v)));
    return object;
  }

  private JsonNode called(String function, JsonNode argument) {
    return switch (function) {
      case "Ref" -> TextNode.valueOf(value(argument.asText()));
      case "Fn::GetAtt" -> TextNode.valueOf(attribute(argument.asText()));
      case "Fn::Sub" -> TextNode.valueOf(substituted(argument));
      case "Fn::Join" -> TextNode.valueOf(joined(argument));
      case "Fn::If" ->
        filled(argument.get(holds(argument.get(0).asText()) ? 1 : 2)).orElse(NO_VALUE);
      case "Fn::FindInMap" -> {
        ArrayNode path = (ArrayNode) filled(argument).orElseThrow();
        yield tree.path("Mappings")
            .path(path.get(0).asText())
            .path(path.get(1).asText())
            .path(path.get(2).asText());
      }
      default -> throw new IllegalArgumentException(function);
    };
  }

  private String substituted(JsonNode argument) {
    Map<String, String> own = new HashMap<>();
    if (argument.isArray()) {
      argument
          .get(1)
          .fields()
          .forEachRemaining(variable -> own.put(
              variable.getKey(), filled(variable.getValue()).orElseThrow().asText()));
    }
    String text = argument.isArray() ? argument.get(0).asText() : argument.asText();
    return VARIABLE.matcher(text).replaceAll(found -> {
      String name = found.group(1);
      return Matcher.quoteReplacement(own.containsKey(name) ? own.get(name) : attribute(name));
    });
  }

  private String joined(JsonNode argument) {
    StringBuilder text = new StringBuilder();
    for (JsonNode part : filled(argument.get(1)).orElseThrow()) {
      text.append(text.isEmpty() ? "" : argument.get(0).asText()).append(part.asText());
    }
    return text.toString();
  }

  private boolean holds(String condition) {
    JsonNode rule = tree.path("Conditions").path(condition);
    boolean negated = rule.has("Fn::Not");
    JsonNode equal = negated ? rule.at("/Fn::Not/0/Fn::Equals") : rule.path("Fn::Equals");
    return negated
        != filled(equal.get(0)).orElseThrow().asText().equals(equal.get(1).asText());
  }

  private String attribute(String name) {
    if (!name.contains(".")) {
      return value(name);
    }
    String resource = name.substring(0, name.indexOf('.'));
    return (resource.equals("Bucket") ? "arn:aws:s3:::" : "arn:" + resource + "/")
        + value(resource);
  }

  private String value(String name) {
    if (!values.containsKey(name)) {
      throw new IllegalArgumentException("nobody says what " + name + " is");
    }
    return values.get(name);
  }
}
