package dev.sluice.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether an index may be chosen in the table's place, and by what cost.
 *
 * @param free false: the table itself is read, as was decided before
 * @param attribute the filter asks for some of its values, which the sample counts; null: nothing is counted
 * @param values those that it asks for
 * @param needed attributes, or paths into them, without which an index that is asked for is of no use
 * @param units null: the cost is not asked for
 */
record IndexRule(
    boolean free,
    @Nullable String attribute,
    List<String> values,
    List<String> needed,
    @Nullable WayUnits units) {
  /** {@code false}: no index is chosen. Default: one may be. */
  static final String CHOOSE_INDEX = "choose-index";

  /** The attribute whose values the sample counts. Default: none. */
  static final String SELECTED_BY = "selected-by";

  /** Its values that the filter asks for, a JSON array. */
  static final String SELECTED = "selected";

  /** What an index that is asked for must project, a JSON array of attributes and paths into them. Default: nothing. */
  static final String NEEDED = "needed";

  /** What a Scan and what Queries of an index are expected to take. */
  static final String SCAN_UNITS = "scan-units";

  static final String QUERY_UNITS = "query-units";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};

  /**
   * @throws IllegalArgumentException where an option has no such value
   */
  static IndexRule of(Map<String, String> options) {
    String scan = options.get(SCAN_UNITS);
    return new IndexRule(
        !"false".equals(options.get(CHOOSE_INDEX)),
        options.get(SELECTED_BY),
        texts(options.getOrDefault(SELECTED, "[]")),
        texts(options.getOrDefault(NEEDED, "[]")),
        scan == null
            ? null
            : new WayUnits(
                Double.parseDouble(scan),
                Double.parseDouble(options.getOrDefault(QUERY_UNITS, scan))));
  }

  private static List<String> texts(String json) {
    try {
      return JSON.readValue(json, TEXTS);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no JSON array of text", e);
    }
  }
}
