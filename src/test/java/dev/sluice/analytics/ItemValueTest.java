package dev.sluice.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ItemValueTest {
  private static final String ITEM = """
      {"at": {"N": "17"}, "none": {"NULL": true}, "tags": {"SS": ["a", "b"]},
       "a.b": {"S": "whole"}, "a": {"M": {"b": {"S": "within"}, "c": {"M": {"d": {"BOOL": true}}}}},
       "text": {"S": "{\\"took\\": {\\"ms\\": 1.50}, \\"list\\": [1], \\"none\\": null}"}}
      """;

  @Test
  void pathsLeadWhereTheyDoInATable() throws JsonProcessingException {
    assertValue("at", "N", "17");
    assertValue("none", "NULL", null);
    assertValue("tags", "SS", "[\"a\",\"b\"]");
    assertValue("a.b", "S", "whole");
    assertValue("a.c.d", "BOOL", "true");
    assertValue("text.took.ms", "N", "1.50");
    assertValue("text.list", "L", "[1]");
    assertValue("text.none", "NULL", null);
    for (String path : new String[] {"b", "at.x", "a.x", "a.c.x", "text.x", "tags.x", "a.", ""}) {
      assertThat(ItemValue.at(item(), path)).as(path).isEmpty();
    }
  }

  private static void assertValue(String path, String type, @Nullable String text)
      throws JsonProcessingException {
    assertThat(ItemValue.at(item(), path)).as(path).contains(new ItemValue(type, text));
  }

  private static Map<String, JsonNode> item() throws JsonProcessingException {
    Map<String, JsonNode> item = new HashMap<>();
    new ObjectMapper()
        .readTree(ITEM)
        .fields()
        .forEachRemaining(each -> item.put(each.getKey(), each.getValue()));
    return item;
  }
}
