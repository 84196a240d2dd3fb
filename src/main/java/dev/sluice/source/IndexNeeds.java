package dev.sluice.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an index that is read in the table's place must have, and what the sample counts to tell what Queries of one would
 * take. An index is read where it is asked for, and never otherwise.
 *
 * @param attribute the filter asks for some of its values, which the sample counts; null: nothing is counted
 * @param values those that it asks for
 * @param needed attributes, or paths into them, without which an index that is asked for is of no use
 */
record IndexNeeds(@Nullable String attribute, List<String> values, List<String> needed) {
  /** The attribute whose values the sample counts. Default: none. */
  static final String SELECTED_BY = "selected-by";

  /** Its values that the filter asks for, a JSON array. */
  static final String SELECTED = "selected";

  /** What an index that is asked for must project, a JSON array of attributes and paths into them. Default: nothing. */
  static final String NEEDED = "needed";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};

  /**
   * @throws IllegalArgumentException where an option has no such value
   */
  static IndexNeeds of(Map<String, String> options) {
    return new IndexNeeds(
        options.get(SELECTED_BY),
        texts(options.getOrDefault(SELECTED, "[]")),
        texts(options.getOrDefault(NEEDED, "[]")));
  }

  private static List<String> texts(String json) {
    try {
      return JSON.readValue(json, TEXTS);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no JSON array of text", e);
    }
  }
}
