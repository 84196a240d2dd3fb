package dev.sluice.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A stored document as somebody else has left it: cut, with other bytes, or with another value in one place. */
public record DamagedDocument(Random random) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> HOSTILE = List.of(
      "null",
      "[]",
      "{}",
      "true",
      "-1",
      "1.5",
      "1e400",
      "9223372036854775808",
      "\"\"",
      "\"..\"",
      "\"../../../outside/secret.parquet\"",
      "\"/etc/passwd\"",
      "\"s3://elsewhere/x.parquet\"",
      "\"file:///etc/passwd\"",
      "\"a\\u0000b\"",
      "\"9999-12-31T23:59:59Z\"",
      "\"-1000000000-01-01T00:00:00Z\"",
      "\"+1000000000-12-31T23:59:59.999999999Z\"",
      "[null]",
      "{\"a\":null}",
      "[[[{}]]]");

  /** The same document, damaged in one way. */
  public byte[] of(byte[] document) throws IOException {
    return switch (random.nextInt(8)) {
      case 0 -> Arrays.copyOf(document, random.nextInt(document.length));
      case 1 -> flipped(document);
      default -> replaced(document);
    };
  }

  private byte[] flipped(byte[] document) {
    byte[] flipped = document.clone();
    for (int i = random.nextInt(4); i >= 0; i--) {
      flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return flipped;
  }

  private byte[] replaced(byte[] document) throws IOException {
    JsonNode root = JSON.readTree(document);
    List<Runnable> places = new ArrayList<>();
    collect(root, places);
    places.get(random.nextInt(places.size())).run();
    return JSON.writeValueAsBytes(root);
  }

  private void collect(JsonNode node, List<Runnable> places) {
    if (node instanceof ObjectNode object) {
      object.fieldNames().forEachRemaining(name -> {
        places.add(() -> {
          if (random.nextInt(6) == 0) {
            object.remove(name);
          } else {
            object.set(name, hostile());
          }
        });
        collect(object.get(name), places);
      });
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        int at = i;
        places.add(() -> array.set(at, hostile()));
        collect(array.get(i), places);
      }
    }
  }

  private JsonNode hostile() {
    if (random.nextInt(12) == 0) {
      JsonNode deep = JsonNodeFactory.instance.objectNode();
      for (int i = 0; i < 900; i++) {
        deep = JsonNodeFactory.instance.arrayNode().add(deep);
      }
      return deep;
    }
    try {
      return JSON.readTree(HOSTILE.get(random.nextInt(HOSTILE.size())));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
