package dev.sluice.job.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** CloudFormation's YAML as JSON: {@code !Sub x} is {@code {"Fn::Sub": "x"}}. */
final class YamlTree {
  private static final ObjectMapper JSON = new ObjectMapper();

  private YamlTree() {}

  static JsonNode of(Path file) {
    try {
      return tree(new Yaml(new SafeConstructor(new LoaderOptions()))
          .compose(Files.newBufferedReader(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode tree(Node node) {
    String tag = node.getTag().getValue();
    JsonNode value = plain(node);
    if (!tag.startsWith("!")) {
      return value;
    }
    ObjectNode call = JSON.createObjectNode();
    call.set(tag.equals("!Ref") ? "Ref" : "Fn::" + tag.substring(1), value);
    return call;
  }

  private static JsonNode plain(Node node) {
    if (node instanceof MappingNode mapping) {
      ObjectNode object = JSON.createObjectNode();
      for (NodeTuple entry : mapping.getValue()) {
        object.set(((ScalarNode) entry.getKeyNode()).getValue(), tree(entry.getValueNode()));
      }
      return object;
    }
    if (node instanceof SequenceNode sequence) {
      ArrayNode array = JSON.createArrayNode();
      sequence.getValue().forEach(element -> array.add(tree(element)));
      return array;
    }
    return scalar((ScalarNode) node);
  }

  private static JsonNode scalar(ScalarNode node) {
    JsonNodeFactory make = JsonNodeFactory.instance;
    if (node.getTag().equals(Tag.BOOL)) {
      return make.booleanNode(Boolean.parseBoolean(node.getValue()));
    }
    return node.getTag().equals(Tag.INT)
        ? make.numberNode(Long.parseLong(node.getValue()))
        : make.textNode(node.getValue());
  }
}
